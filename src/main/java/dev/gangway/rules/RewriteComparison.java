package dev.gangway.rules;

/** What a RewriteCond line asks of its text. */
public sealed interface RewriteComparison {

    /** The expression is found in the text. */
    record Found(PathPattern pattern) implements RewriteComparison {}

    /** The text compares so with another one, character by character. */
    record Compared(Order order, String with, boolean anyCase) implements RewriteComparison {}

    /** The text, read as a whole number, compares so with another one; text that is none counts as 0. */
    record Numbers(Order order, long with) implements RewriteComparison {}

    /** A test for a file: there are none here. */
    record NoFile() implements RewriteComparison {}

    /** How two values compare. */
    enum Order {
        EQUAL,
        UNEQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST;

        /**
         * Whether two values are in this order.
         *
         * @param comparison negative, zero or positive, as of a comparator
         */
        public boolean holds(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case UNEQUAL -> comparison != 0;
                case LESS -> comparison < 0;
                case AT_MOST -> comparison <= 0;
                case GREATER -> comparison > 0;
                case AT_LEAST -> comparison >= 0;
            };
        }
    }
}
