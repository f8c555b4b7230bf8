package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The flags of one RewriteRule line while they are read. Mutable, confined to the parser. */
final class RewriteFlagsDraft {

    private static final String EXPECTED =
            "P, R[=code], F, G, L, END, C, S=n, NC, NE, QSA, QSD, B, PT, NS, E=variable:value or UnsafeAllow3F";

    boolean anyCase;
    boolean proxy;
    OptionalInt redirect = OptionalInt.empty();
    OptionalInt refuse = OptionalInt.empty();
    private boolean last;
    private boolean chained;
    private int skip;
    private boolean noEscape;
    private boolean escapeGroups;
    private boolean questionMarks;
    private boolean appendQuery;
    private boolean discardQuery;
    private final List<RewriteFlags.Setting> settings = new ArrayList<>();

    /** @param bracketed such as {@code [P,L]} */
    static RewriteFlagsDraft parse(String bracketed) throws Refusal {
        RewriteFlagsDraft draft = new RewriteFlagsDraft();
        for (String flag : split(bracketed)) {
            draft.add(flag);
        }
        return draft;
    }

    static List<String> split(String bracketed) throws Refusal {
        if (!bracketed.startsWith("[") || !bracketed.endsWith("]") || bracketed.length() < 2) {
            throw Refusal.expected(bracketed, "flags in brackets without blanks between, such as [P,L]");
        }
        List<String> flags = new ArrayList<>();
        for (String flag : bracketed.substring(1, bracketed.length() - 1).split(",", -1)) {
            flags.add(flag.strip());
        }
        return flags;
    }

    RewriteFlags finish() {
        return new RewriteFlags(
                last, chained, skip, noEscape, escapeGroups, questionMarks, appendQuery, discardQuery, settings);
    }

    private void add(String flag) throws Refusal {
        int equals = flag.indexOf('=');
        String name = (equals < 0 ? flag : flag.substring(0, equals)).toLowerCase(Locale.ROOT);
        String value = equals < 0 ? "" : flag.substring(equals + 1);
        switch (name) {
            case "e", "env" -> settings.add(setting(flag, value));
            case "s", "skip" -> skip = skipped(flag, value);
            case "r", "redirect" -> answer(flag, value);
            default -> {
                if (equals >= 0 || !addPlain(name)) {
                    throw Refusal.expected(flag, EXPECTED);
                }
            }
        }
    }

    private boolean addPlain(String name) {
        switch (name) {
            case "p", "proxy" -> proxy = true;
            case "l", "last", "end" -> last = true;
            case "c", "chain" -> chained = true;
            case "f", "forbidden" -> refuse = OptionalInt.of(403);
            case "g", "gone" -> refuse = OptionalInt.of(410);
            case "nc", "nocase" -> anyCase = true;
            case "ne", "noescape" -> noEscape = true;
            case "qsa", "qsappend" -> appendQuery = true;
            case "qsd", "qsdiscard" -> discardQuery = true;
            case "b" -> escapeGroups = true;
            case "unsafeallow3f" -> questionMarks = true;
            case "pt", "passthrough", "ns", "nosubreq" -> {
                // every rewritten path goes on to the ProxyPass rules, and there are no subrequests
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void answer(String flag, String value) throws Refusal {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "", "temp", "302" -> redirect = OptionalInt.of(302);
            case "permanent", "301" -> redirect = OptionalInt.of(301);
            case "seeother", "303" -> redirect = OptionalInt.of(303);
            case "307" -> redirect = OptionalInt.of(307);
            case "308" -> redirect = OptionalInt.of(308);
            case "403" -> refuse = OptionalInt.of(403);
            case "404" -> refuse = OptionalInt.of(404);
            case "410" -> refuse = OptionalInt.of(410);
            default -> throw Refusal.expected(flag, "R=301, 302, 303, 307, 308, 403, 404 or 410");
        }
    }

    private static int skipped(String flag, String value) throws Refusal {
        if (!value.matches("[0-9]{1,4}")) {
            throw Refusal.expected(flag, "S=number of rules");
        }
        return Integer.parseInt(value);
    }

    private static RewriteFlags.Setting setting(String flag, String value) throws Refusal {
        int colon = value.indexOf(':');
        String name = colon < 0 ? value : value.substring(0, colon);
        boolean unset = name.startsWith("!");
        String variable = unset ? name.substring(1) : name;
        if (variable.isEmpty() || variable.matches(".*[$%{}].*") || (unset && colon >= 0)) {
            throw Refusal.expected(flag, "E=variable, E=variable:value or E=!variable");
        }
        return new RewriteFlags.Setting(
                variable,
                unset
                        ? Optional.empty()
                        : Optional.of(RewriteTemplate.parse(colon < 0 ? "" : value.substring(colon + 1))));
    }
}
