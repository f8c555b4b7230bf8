/**
 * HTTP semantics as values: field lines, the canonical path, forwarded and connection fields, cookies as text. Imports the
 * JDK only; every type is immutable unless its comment says otherwise.
 */
@NullMarked
package dev.gangway.message;

import org.jspecify.annotations.NullMarked;
