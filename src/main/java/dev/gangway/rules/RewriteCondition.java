package dev.gangway.rules;

/**
 * One RewriteCond line. Immutable.
 *
 * @param written the directive as written, for explanations
 * @param negated whether the test must not hold
 * @param or whether the next condition may stand in for this one
 */
public record RewriteCondition(
        Position position, String written, RewriteTemplate text, RewriteComparison test, boolean negated, boolean or) {}
