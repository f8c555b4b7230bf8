/** Tests of the packaged WAR: each host once, every scenario in each. */
package dev.gangway.it;
