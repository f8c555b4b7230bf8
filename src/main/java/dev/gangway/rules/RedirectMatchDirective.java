package dev.gangway.rules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** RedirectMatch: Redirect by regular expression. Stateless. */
final class RedirectMatchDirective implements Directive {

    private static final Pattern NOT_FILLED_IN = Pattern.compile("%[0-9A-Fa-f]{2}|%[0-9]|%\\{");

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.serverOrLocation(
                        "RedirectMatch",
                        "[status] regex url",
                        "sends requests whose path the expression finds elsewhere; its place among the rules is that of"
                                + " Redirect",
                        "RedirectMatch permanent ^/old/(.*)$ https://www.example/new/$1")
                .argument("status", "word or number", "as for Redirect; with one that refuses there is no url")
                .argument("regex", "regular expression", "searched in the decoded, normalised path")
                .argument(
                        "url",
                        "URL or path",
                        "http://... or https://... with $0 to $9 in path and query only, or a path of the host addressed")
                .byDefault("temp")
                .differs("groups keep the client's escapes; none of them may choose the host");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> words = invocation.arguments();
        if (words.size() < 2 || words.size() > 3) {
            throw new Refusal(words.size() + " arguments, expected a status if any, an expression and a URL");
        }
        Optional<Integer> status = RedirectStatus.parse(words.get(0));
        if (status.isEmpty() && words.size() == 3) {
            throw Refusal.expected(words.get(0), "a status before expression and URL");
        }
        String regex = words.get(status.isPresent() ? 1 : 0);
        PathPattern pattern = invocation.pattern(regex);
        RewriteRuleDirective.refuseUnmatchable(regex);
        if (status.isPresent() && words.size() == 2) {
            RedirectLine.refuse(invocation, pattern, status.get());
            return;
        }
        String url = words.get(words.size() - 1);
        ProxyPassMatchDirective.missingGroups(invocation, pattern, url);
        RedirectLine.redirect(invocation, pattern, RedirectTarget.withGroups(url, status.orElse(302)));
        if (NOT_FILLED_IN.matcher(url).find()) {
            invocation.notice(
                    "\"" + url + "\" is sent with every % as %25, as by httpd: only $0 to $9 are filled in, and"
                            + " characters stand as they are");
        }
    }
}
