package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;

/** In rewrite lines alone httpd takes a blank after a backslash for a part of the word, and leaves the backslash. Stateless. */
final class EscapedBlanks {

    private EscapedBlanks() {}

    static List<String> join(List<String> words) {
        List<String> joined = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String word : words) {
            open.append(word);
            if (isOpen(word)) {
                open.append(' ');
            } else {
                joined.add(open.toString());
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            joined.add(open.toString().stripTrailing());
        }
        return joined;
    }

    /** Two backslashes are one that is quoted. */
    private static boolean isOpen(String word) {
        int backslashes = 0;
        while (backslashes < word.length() && word.charAt(word.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
