/**
 * The compiled rules, looked up both ways: which mapping a path takes and what goes to the backend, and how
 * {@code Location} and cookies come back. Pure; every type is immutable.
 */
@NullMarked
package dev.gangway.mapping;

import org.jspecify.annotations.NullMarked;
