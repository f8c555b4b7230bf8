package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;

/** Splits a directive's arguments as httpd's ap_getword_conf does, except that an unclosed quote is refused. Stateless. */
final class Words {

    private Words() {}

    /** A word without its quotes, and where it begins with them. */
    record Found(String text, int offset) {}

    static List<Found> find(String arguments) throws Refusal {
        List<Found> words = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < arguments.length() && blank(arguments.charAt(at))) {
                at++;
            }
            if (at == arguments.length()) {
                return words;
            }
            int begin = at;
            char first = arguments.charAt(at);
            boolean quoted = first == '"' || first == '\'';
            int start = quoted ? at + 1 : at;
            int end = quoted ? closingQuote(arguments, start, first) : blankAfter(arguments, start);
            if (end < 0) {
                throw Refusal.expected(arguments.substring(at), "a closing " + first);
            }
            words.add(new Found(unescape(arguments.substring(start, end), quoted ? first : '\\'), begin));
            at = quoted ? end + 1 : end;
        }
    }

    private static int closingQuote(String text, int from, char quote) {
        for (int at = from; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == quote) {
                return at;
            }
            boolean escape = character == '\\' && at + 1 < text.length();
            if (escape && (text.charAt(at + 1) == quote || text.charAt(at + 1) == '\\')) {
                at++;
            }
        }
        return -1;
    }

    /** The end of a word without quotes. */
    static int blankAfter(String text, int from) {
        int at = from;
        while (at < text.length() && !blank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** A backslash only escapes itself and the quote: {@code \.} and {@code \$} stay as they are. */
    private static String unescape(String text, char quote) {
        StringBuilder result = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            boolean escape = character == '\\' && at + 1 < text.length();
            if (escape && (text.charAt(at + 1) == '\\' || text.charAt(at + 1) == quote)) {
                at++;
                character = text.charAt(at);
            }
            result.append(character);
        }
        return result.toString();
    }

    static boolean blank(char character) {
        return character == ' ' || character == '\t';
    }
}
