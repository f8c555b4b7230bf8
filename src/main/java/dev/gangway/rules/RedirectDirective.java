package dev.gangway.rules;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Redirect, RedirectPermanent and RedirectTemp: send the clients of a path elsewhere, or refuse them. Stateless.
 *
 * @param fixed the status that the directive's name says
 */
record RedirectDirective(DirectiveSpec spec, OptionalInt fixed) implements Directive {

    private static final String ORDER =
            "after ProxyPass and RewriteRule and before any access rule; in a section after the"
                    + " access rules and before ProxyPass";

    static RedirectDirective plain() {
        return new RedirectDirective(
                described(DirectiveSpec.serverOrLocation(
                                "Redirect",
                                "[status] path url",
                                "sends the path and what lies below it elsewhere, with what follows the path appended; "
                                        + ORDER,
                                "Redirect permanent /old https://www.example/new"))
                        .argument(
                                "status",
                                "word or number",
                                "permanent (301), temp (302), seeother (303), 307, 308; gone (410) and 400 to 599 refuse,"
                                        + " without url")
                        .byDefault("temp"),
                OptionalInt.empty());
    }

    static RedirectDirective permanent() {
        return named("RedirectPermanent", "permanent", 301);
    }

    static RedirectDirective temporary() {
        return named("RedirectTemp", "temp", 302);
    }

    private static RedirectDirective named(String name, String status, int code) {
        return new RedirectDirective(
                described(DirectiveSpec.serverOrLocation(
                        name, "path url", "the same as Redirect " + status, name + " /old https://www.example/new")),
                OptionalInt.of(code));
    }

    private static DirectiveSpec described(DirectiveSpec spec) {
        return spec.argument(
                        "path",
                        "path",
                        "begins with /, decoded and normalised; in <Location> it may be left out: every path of the section,"
                                + " and nothing is appended")
                .argument("url", "URL or path", "http://... or https://...; a path is one of the host addressed")
                .differs("what follows the path keeps the client's escapes and is never glued to the url's host");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> words = invocation.arguments();
        if (fixed.isPresent()) {
            if (words.size() != 2) {
                throw new Refusal(words.size() + " arguments, expected 2: a path and a URL");
            }
            listed(invocation, fixed.getAsInt(), words);
            return;
        }
        if (words.isEmpty() || words.size() > 3) {
            throw new Refusal(words.size() + " arguments, expected " + spec.syntax());
        }
        Optional<Integer> status = RedirectStatus.parse(words.get(0));
        if (status.isEmpty() && words.size() == 3) {
            throw Refusal.expected(words.get(0), "a status before path and URL");
        }
        List<String> rest = words.subList(status.isPresent() ? 1 : 0, words.size());
        apply(invocation, status.orElse(302), rest);
    }

    private static void apply(Invocation invocation, int status, List<String> words) throws Refusal {
        boolean elsewhere = RedirectStatus.leadsElsewhere(status);
        if (words.size() == 2) {
            listed(invocation, status, words);
        } else if (words.size() == 1 && !elsewhere) {
            RedirectLine.refuse(invocation, RedirectLine.prefix(words.get(0)), status);
        } else if (invocation.scope().target().isEmpty()) {
            throw new Refusal(
                    words.isEmpty()
                            ? "no path, expected one after the status"
                            : "no target for \"" + words.get(0) + "\", expected a path or a URL after it");
        } else if (elsewhere) {
            whole(invocation, status, words);
        } else {
            RedirectLine.whole(invocation, new RewriteAction.Refuse(status));
        }
    }

    private static void whole(Invocation invocation, int status, List<String> words) throws Refusal {
        if (words.isEmpty()) {
            throw new Refusal("no target for status " + status + ", expected a path or a URL after it");
        }
        String url = words.get(0);
        // here, and nowhere else, httpd takes the target for an expression
        RedirectLine.whole(
                invocation,
                url.contains("%{")
                        ? RewriteSubstitution.redirect(url, status, false)
                        : RedirectTarget.of(url, status, false));
    }

    private static void listed(Invocation invocation, int status, List<String> words) throws Refusal {
        String path = words.get(0);
        String url = words.get(1);
        PathPattern pattern = RedirectLine.prefix(path);
        RedirectLine.redirect(invocation, pattern, RedirectTarget.of(url, status, true));
        if (RedirectTarget.isOneSided(path, url)) {
            String rest = path.endsWith("/") ? "x" : "/x";
            String glued = RedirectTarget.withoutPath(url) ? url + "/x, and httpd's to " + url + "x" : url + rest;
            invocation.notice("only one of \"" + path + "\" and \"" + url + "\" ends with a slash: " + path + rest
                    + " is sent to " + glued);
        }
    }
}
