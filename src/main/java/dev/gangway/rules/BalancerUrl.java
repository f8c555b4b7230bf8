package dev.gangway.rules;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The URL of a balancer. Immutable.
 *
 * @param name in lower case, as httpd compares it
 * @param path as written; empty when the URL has none; for a Match rule it may hold captures
 */
record BalancerUrl(String name, String path) {

    private static final String SCHEME = "balancer:";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    static boolean isOne(String url) {
        return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    static BalancerUrl parse(String url, boolean match) throws Refusal {
        RuleUrl.Parts parts = RuleUrl.Parts.of(url, match);
        if (!NAME.matcher(parts.authority()).matches()) {
            throw Refusal.expected(url, "a URL like balancer://name/path");
        }
        return new BalancerUrl(parts.authority().toLowerCase(Locale.ROOT), parts.path());
    }

    @Override
    public String toString() {
        return "balancer://" + name;
    }
}
