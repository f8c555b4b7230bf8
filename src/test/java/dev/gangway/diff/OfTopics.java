package dev.gangway.diff;

import java.util.Map;
import java.util.function.Predicate;

/**
 * The differences on purpose that the topics show; each knows the requests that are there to show it. Stateless.
 */
final class OfTopics {

    private OfTopics() {}

    static void addTo(Map<String, Predicate<Comparison>> predicates) {
        predicates.put(
                "rewritten-without-pt",
                both -> of(both, "rewriting", "/on/x")
                        && both.httpd().status() == 404
                        && both.gangway().line().startsWith("GET /app/x "));
        predicates.put(
                "rewritten-both-admitted",
                both -> of(both, "rewriting", "/pt/shut(/x)?")
                        && both.httpd().reachedBackend()
                        && both.gangway().status() == 403);
        predicates.put(
                "rewritten-question-mark",
                both -> of(both, "rewriting", "/(uri|mark)/.*%3F.*")
                        && both.gangway().line().contains("%3F"));
        predicates.put(
                "rewritten-slashes",
                both -> of(both, "rewriting", "/(whole|cond)(/x)?")
                        && both.httpd().line().contains("//")
                        && both.gangway().line().equals(both.httpd().line().replace("//", "/")));
        predicates.put(
                "rewritten-query",
                both -> of(both, "rewriting", "/query/.*%.*")
                        && both.gangway()
                                .line()
                                .equals("GET /q?x=" + both.probe().target().substring("/query/".length())
                                        + " HTTP/1.1"));
        predicates.put("rewritten-unescaped", OfTopics::unescaped);
        predicates.put(
                "escape-case",
                both -> of(both, "rewriting", "/r/plain/%C3%A9")
                        && both.httpd().mapped().equalsIgnoreCase(both.gangway().mapped()));
        predicates.put(
                "edit-of-nothing",
                both -> of(both, "fields", "/edit")
                        && both.httpd().status() == 0
                        && both.gangway().sent().contains("x-four: xy"));
        predicates.put("forwarded-discarded", OfTopics::forwardedDiscarded);
        predicates.put(
                "cookies-joined",
                both -> both.httpd().sent().contains("cookie: a=b, c=d")
                        && both.gangway().sent().contains("cookie: a=b; c=d"));
        predicates.put(
                "proxy-field-dropped",
                both -> both.httpd().sent().startsWith("proxy: ")
                        && !both.gangway().sent().contains("proxy: "));
        predicates.put(
                "ranges-of-the-backend",
                both -> both.probe().fieldLines().contains("Range: ")
                        && both.httpd().status() == 206
                        && both.gangway().status() == 200);
        predicates.put(
                "media-type-spelling",
                both -> both.gangway()
                                .received()
                                .replace("text/plain;charset", "text/plain; charset")
                                .equals(both.httpd().received())
                        && !both.gangway().received().equals(both.httpd().received()));
        predicates.put(
                "variables-of-the-canonical-path",
                both -> both.probe().about().equals("variables")
                        && both.httpd().reachedBackend()
                        && (both.gangway().status() == 404
                                || both.httpd().line().equals(both.gangway().line())));
        predicates.put(
                "lone-satisfy",
                both -> of(both, "access", "/satisfy/alone")
                        && both.httpd().status() == 200
                        && both.gangway().status() == 403);
        predicates.put(
                "allow-of-405",
                both -> both.httpd().received().contains("allow: TRACE")
                        && both.gangway().received().contains("allow: GET"));
    }

    /** With NE httpd sends raw octets, also where none may stand. */
    private static boolean unescaped(Comparison both) {
        boolean redirect = of(both, "rewriting", "/r/ne/a%20b")
                && both.httpd().mapped().endsWith("/a b")
                && both.gangway().status() == 403;
        return redirect
                || (of(both, "rewriting", "/ne/.*%.*")
                        && both.gangway()
                                .line()
                                .equals("GET /1/" + both.probe().target().substring(4) + " HTTP/1.1"));
    }

    private static boolean forwardedDiscarded(Comparison both) {
        String fields = both.probe().fieldLines();
        return fields.contains("Forwarded")
                && both.httpd().line().equals(both.gangway().line())
                && withoutForwarded(both.httpd().sent())
                        .equals(withoutForwarded(both.gangway().sent()));
    }

    private static String withoutForwarded(String fields) {
        return fields.replaceAll("(x-forwarded-[a-z]+|forwarded): [^|]*", "")
                .replaceAll("[ |]+", " ")
                .strip();
    }

    private static boolean of(Comparison both, String topic, String path) {
        return both.probe().about().equals(topic) && both.probe().path().matches(path);
    }
}
