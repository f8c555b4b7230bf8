/**
 * Directive text in, a typed and immutable {@link dev.gangway.rules.RuleSet} out; the registry of directives; problems with
 * file, line and column. Imports {@code message} only. Parsing is confined to one thread, its results are immutable.
 */
@NullMarked
package dev.gangway.rules;

import org.jspecify.annotations.NullMarked;
