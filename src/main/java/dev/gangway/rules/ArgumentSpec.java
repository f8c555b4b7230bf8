package dev.gangway.rules;

/**
 * One argument of a directive. Immutable.
 *
 * @param name as the syntax line has it
 * @param type what it is, in a word or two
 * @param range the values taken; empty for every value of the type
 */
record ArgumentSpec(String name, String type, String range) {

    @Override
    public String toString() {
        return range.isEmpty() ? type : type + ": " + range;
    }
}
