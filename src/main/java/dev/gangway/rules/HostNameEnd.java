package dev.gangway.rules;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A host name, or the end of one, as rules name clients: {@code example.org} covers itself and {@code www.example.org}, with a
 * leading dot only the latter (mod_proxy.md section 1.5). Immutable; in lower case.
 */
record HostNameEnd(String text) {

    private static final Pattern SYNTAX = Pattern.compile("\\.?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /** Whether it can't be meant as an address: one letter is enough, but not one of an IPv6 address. */
    static boolean isMeant(String text) {
        return text.indexOf(':') < 0 && text.indexOf('/') < 0 && text.chars().anyMatch(Character::isLetter);
    }

    static HostNameEnd parse(String text) throws Refusal {
        if (!isMeant(text) || !SYNTAX.matcher(text).matches()) {
            throw Refusal.expected(text, "a host name or its end, such as example.org or .example.org");
        }
        return new HostNameEnd(text.toLowerCase(Locale.ROOT));
    }

    /** A whole name. */
    static HostNameEnd parseWhole(String text) throws Refusal {
        if (text.startsWith(".")) {
            throw Refusal.expected(text, "a whole host name");
        }
        return parse(text);
    }

    /** @param name in lower case */
    boolean covers(String name) {
        return name.equals(text) || name.endsWith(text.startsWith(".") ? text : "." + text);
    }

    @Override
    public String toString() {
        return text;
    }
}
