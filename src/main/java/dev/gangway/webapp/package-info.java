/**
 * Composition root of the web application: where the rules come from, and the listener that puts the parts together. The
 * only package that sees all others; only {@code standalone} imports it. Confined to the container's deployment thread.
 */
@NullMarked
package dev.gangway.webapp;

import org.jspecify.annotations.NullMarked;
