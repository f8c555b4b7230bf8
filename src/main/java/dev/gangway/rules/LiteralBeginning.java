package dev.gangway.rules;

/** The literal text after the {@code ^} of a regular expression; too short rather than wrong. Stateless. */
final class LiteralBeginning {

    private LiteralBeginning() {}

    /** What every match begins with; empty with alternatives at the top. */
    static String of(String regex) {
        return mayBranch(regex) ? "" : ofBranch(regex);
    }

    /** Whether a bar may stand outside of groups; true when that is hard to say. */
    private static boolean mayBranch(String regex) {
        if (regex.indexOf('|') < 0) {
            return false;
        }
        if (regex.indexOf('[') >= 0 || regex.contains("\\Q")) {
            return true;
        }
        int depth = 0;
        for (int at = 0; at < regex.length(); at++) {
            switch (regex.charAt(at)) {
                case '\\' -> at++;
                case '(' -> depth++;
                case ')' -> depth--;
                case '|' -> {
                    if (depth == 0) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private static String ofBranch(String regex) {
        StringBuilder literal = new StringBuilder();
        int at = regex.startsWith("^") ? 1 : regex.length();
        while (at < regex.length()) {
            char character = regex.charAt(at);
            boolean escaped = character == '\\' && at + 1 < regex.length();
            char meant = escaped ? regex.charAt(at + 1) : character;
            boolean plain = meant < 0x80 && Character.isLetterOrDigit(meant);
            boolean literalHere =
                    escaped ? meant < 0x80 && !plain : plain || (meant < 0x80 && "\\^$.|?*+()[]{}".indexOf(meant) < 0);
            int next = at + (escaped ? 2 : 1);
            boolean repeated = next < regex.length() && "?*{+".indexOf(regex.charAt(next)) >= 0;
            if (!literalHere || repeated) {
                break;
            }
            literal.append(meant);
            at = next;
        }
        return literal.toString();
    }
}
