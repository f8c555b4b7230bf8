/** Gangway against Apache httpd itself: the same rules, the same requests, what the backend and the client see. */
package dev.gangway.diff;
