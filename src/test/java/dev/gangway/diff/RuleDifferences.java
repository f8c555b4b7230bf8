package dev.gangway.diff;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The differences on purpose in what the rules of the topics do to requests, answers and access. Stateless. */
final class RuleDifferences {
    private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");

    /** What only a proxy may say, as mod_proxy writes it. */
    private static final Set<String> FORWARDED =
            Set.of("x-forwarded-for", "x-forwarded-host", "x-forwarded-server", "x-forwarded-proto", "forwarded");

    private RuleDifferences() {}

    /** By id; the first that fits tells. */
    static Map<String, Predicate<Comparison>> predicates() {
        Map<String, Predicate<Comparison>> predicates = new LinkedHashMap<>();
        predicates.put("mapping-holds-back", RuleDifferences::mappingHoldsBack);
        predicates.put("mapping-last-parameters", RuleDifferences::lastParameters);
        predicates.put("rewrite-question-mark", RuleDifferences::questionMark);
        predicates.put("rewrite-slashes", RuleDifferences::rewriteSlashes);
        predicates.put("rewrite-escapes", RuleDifferences::rewriteEscapes);
        predicates.put("rewrite-blank-in-url", RuleDifferences::blankInUrl);
        predicates.put("rewrite-goes-on", RuleDifferences::goesOn);
        predicates.put("rewrite-access", RuleDifferences::accessOfBothPaths);
        predicates.put("rewrite-redirect-ends", RuleDifferences::redirectEnds);
        predicates.put("request-uri-canonical", RuleDifferences::requestUri);
        predicates.put("empty-list-members", RuleDifferences::emptyMembers);
        predicates.put("forwarded-untrusted", RuleDifferences::untrusted);
        predicates.put(
                "proxy-field", both -> only(both, "proxy") && both.probe().asks("Proxy"));
        predicates.put("cookie-lines", RuleDifferences::cookieLines);
        predicates.put("ranges", RuleDifferences::ranges);
        predicates.put("content-type-blank", RuleDifferences::contentType);
        predicates.put("satisfy-alone", both -> both.probe().path().contains("/alone") && refused(both, 403));
        predicates.put("socket-sections", both -> sockets(both, "/(by-socket|denied-too)/.*") && refused(both, 403));
        predicates.put(
                "socket-reverse",
                both -> sockets(both, "/written/.*") && both.gangway().mapped().endsWith("/written/y"));
        return predicates;
    }

    private static boolean sockets(Comparison both, String path) {
        return both.probe().about().equals("sockets") && both.probe().path().matches(path);
    }

    private static boolean mappingHoldsBack(Comparison both) {
        return both.probe().about().equals("mapping")
                && both.httpd().reachedBackend()
                && !both.gangway().reachedBackend()
                && Set.of(302, 400, 403, 404).contains(both.gangway().status());
    }

    private static boolean lastParameters(Comparison both) {
        return both.probe().about().equals("mapping")
                && sameBesidesTarget(both)
                && both.gangway()
                        .line()
                        .replaceAll(";[^/]* HTTP", " HTTP")
                        .equals(both.httpd().line());
    }

    private static boolean questionMark(Comparison both) {
        if (!rewriting(both) || !both.probe().path().toLowerCase(Locale.ROOT).contains("%3f")) {
            return false;
        }
        String ours = both.gangway().line();
        return ours.contains("%3F")
                && (both.httpd().status() == 403
                        || (sameBesidesTarget(both) && both.httpd().line().equals(ours.replace("%3F", "?"))));
    }

    /** The octets are the same once decoded; httpd refuses what it would have to send raw. */
    private static boolean rewriteEscapes(Comparison both) {
        if (!rewriting(both)) {
            return false;
        }
        boolean heldBack = both.httpd().status() == 403
                && !both.httpd().reachedBackend()
                && both.gangway().line().matches(".*%(20|0[Aa]|0[Dd]).*");
        boolean sameRedirect = !both.httpd().reachedBackend()
                && both.httpd().status() == both.gangway().status()
                && !both.httpd().mapped().equals(both.gangway().mapped())
                && decoded(both.httpd().mapped()).equals(decoded(both.gangway().mapped()));
        return heldBack
                || sameRedirect
                || (sameBesidesTarget(both)
                        && decoded(both.httpd().line())
                                .equals(decoded(both.gangway().line())));
    }

    private static boolean rewriteSlashes(Comparison both) {
        String line = both.httpd().line();
        int question = line.indexOf('?') < 0 ? line.length() : line.indexOf('?');
        String merged = line.substring(0, question).replaceAll("//+", "/") + line.substring(question);
        return rewriting(both)
                && !merged.equals(line)
                && sameBesidesTarget(both)
                && decoded(merged).equals(decoded(both.gangway().line()));
    }

    private static boolean blankInUrl(Comparison both) {
        return rewriting(both) && refused(both, 403) && both.httpd().mapped().matches("location: \\S+ .*");
    }

    private static boolean goesOn(Comparison both) {
        return rewriting(both)
                && both.httpd().status() == 404
                && !both.httpd().reachedBackend()
                && both.gangway().line().startsWith("GET /app/");
    }

    private static boolean accessOfBothPaths(Comparison both) {
        return rewriting(both) && both.probe().path().startsWith("/pt/shut") && refused(both, 403);
    }

    private static boolean redirectEnds(Comparison both) {
        return rewriting(both)
                && both.httpd().status() == 403
                && both.gangway().status() == 302
                && both.gangway().mapped().endsWith("/there");
    }

    private static boolean requestUri(Comparison both) {
        boolean canonical = both.probe().path().matches("(?i).*(%|//|/\\.\\.?(/|$)).*");
        boolean noProxy = both.gangway().status() == 404 && !both.gangway().reachedBackend();
        return both.probe().about().equals("variables")
                && canonical
                && both.httpd().reachedBackend()
                && (noProxy || only(both, "x-uri"));
    }

    private static boolean untrusted(Comparison both) {
        boolean named = FORWARDED.stream().anyMatch(both.probe()::asks);
        return named && !both.probe().about().equals("peers") && sameLine(both) && sameBut(both, FORWARDED, Set.of());
    }

    private static boolean emptyMembers(Comparison both) {
        String theirs = both.httpd().sent().value("x-forwarded-for").replaceFirst("^[, ]+", "");
        return only(both, "x-forwarded-for")
                && theirs.equals(both.gangway().sent().value("x-forwarded-for"));
    }

    private static boolean cookieLines(Comparison both) {
        String theirs = both.httpd().sent().value("cookie");
        return only(both, "cookie")
                && theirs.replace(", ", "; ").equals(both.gangway().sent().value("cookie"));
    }

    private static boolean ranges(Comparison both) {
        return both.probe().asks("Range")
                && both.httpd().status() == 206
                && both.gangway().status() == 200;
    }

    private static boolean contentType(Comparison both) {
        return sameLine(both)
                && sameBut(both, Set.of(), Set.of("content-type"))
                && both.httpd()
                        .received()
                        .value("content-type")
                        .replace("; ", ";")
                        .equals(both.gangway().received().value("content-type"));
    }

    private static boolean rewriting(Comparison both) {
        return both.probe().about().startsWith("rewriting");
    }

    private static boolean refused(Comparison both, int status) {
        return both.gangway().status() == status
                && !both.gangway().reachedBackend()
                && both.httpd().status() != status;
    }

    /** True when both forwarded the same and differ in no more than one field of the request. */
    private static boolean only(Comparison both, String requestField) {
        return sameLine(both) && sameBut(both, Set.of(requestField), Set.of());
    }

    private static boolean sameLine(Comparison both) {
        return both.httpd().reachedBackend()
                && both.httpd().line().equals(both.gangway().line());
    }

    private static boolean sameBesidesTarget(Comparison both) {
        return both.httpd().reachedBackend() && both.gangway().reachedBackend() && sameBut(both, Set.of(), Set.of());
    }

    private static boolean sameBut(Comparison both, Set<String> sent, Set<String> received) {
        Outcome httpd = both.httpd();
        Outcome gangway = both.gangway();
        return httpd.status() == gangway.status()
                && httpd.host().equals(gangway.host())
                && httpd.mapped().equals(gangway.mapped())
                && httpd.content().equals(gangway.content())
                && httpd.sent().without(sent).equals(gangway.sent().without(sent))
                && httpd.received().without(received).equals(gangway.received().without(received));
    }

    /** One character per octet. */
    private static String decoded(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }
}
