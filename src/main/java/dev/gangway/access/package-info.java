/**
 * Who may pass: the access sections of the rules, merged as httpd does and decided per request. Pure; every type is
 * immutable.
 */
@NullMarked
package dev.gangway.access;

import org.jspecify.annotations.NullMarked;
