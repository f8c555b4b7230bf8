package dev.gangway.rules;

/** Fills in what a pattern captured, as httpd's ap_pregsub does: {@code $0} to {@code $9}, {@code \$} for a dollar. Stateless. */
public final class Substitution {

    private Substitution() {}

    public static String fill(String template, String subject, PathPattern.Captures captures) {
        StringBuilder filled = new StringBuilder(template.length() + 16);
        for (int at = 0; at < template.length(); at++) {
            char character = template.charAt(at);
            boolean more = at + 1 < template.length();
            if (character == '$' && more && digit(template.charAt(at + 1))) {
                at++;
                int group = template.charAt(at) - '0';
                if (group <= captures.groupCount() && captures.start(group) >= 0) {
                    filled.append(subject, captures.start(group), captures.end(group));
                }
            } else if (character == '\\' && more) {
                at++;
                filled.append(template.charAt(at));
            } else {
                filled.append(character);
            }
        }
        return filled.toString();
    }

    private static boolean digit(char character) {
        return character >= '0' && character <= '9';
    }
}
