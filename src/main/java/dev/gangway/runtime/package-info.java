/**
 * The compiled rules that are in force, as one immutable snapshot, and what it needs to run. A request reads it once.
 */
@NullMarked
package dev.gangway.runtime;

import org.jspecify.annotations.NullMarked;
