/**
 * The rewrite rules of a server: what they make of a request before any mapping is looked up. Pure; immutable but for the
 * state of one run.
 */
@NullMarked
package dev.gangway.rewrite;

import org.jspecify.annotations.NullMarked;
