package dev.gangway.rules;

import java.util.List;
import java.util.function.BiConsumer;

/** ProxyPassReverseCookiePath and ProxyPassReverseCookieDomain (mod_proxy.md section 5.2). Stateless. */
record CookieRewriteDirective(DirectiveSpec spec, BiConsumer<PathDraft, CookieRewrite> target) implements Directive {

    private static final String INTERPOLATE =
            "as for ProxyPassReverse; a line whose result may not stand in a cookie is left out";

    static CookieRewriteDirective path() {
        return new CookieRewriteDirective(
                DirectiveSpec.everywhere(
                                "ProxyPassReverseCookiePath",
                                "internal-path public-path [interpolate]",
                                "a cookie's Path that begins with the internal path becomes the public path",
                                "ProxyPassReverseCookiePath / /app/")
                        .argument("internal-path", "path", "no ;")
                        .argument("public-path", "path", "no ;")
                        .argument("interpolate", "word", INTERPOLATE),
                (path, rewrite) -> path.cookiePaths.add(rewrite));
    }

    static CookieRewriteDirective domain() {
        return new CookieRewriteDirective(
                DirectiveSpec.everywhere(
                                "ProxyPassReverseCookieDomain",
                                "internal-domain public-domain [interpolate]",
                                "a cookie's Domain that begins with the internal domain becomes the public domain",
                                "ProxyPassReverseCookieDomain backend.example www.example")
                        .argument("internal-domain", "host name", "no ;")
                        .argument("public-domain", "host name", "no ;")
                        .argument("interpolate", "word", INTERPOLATE),
                (path, rewrite) -> path.cookieDomains.add(rewrite));
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        boolean interpolates = RuleWords.endsWithInterpolate(arguments, 2);
        arguments = interpolates ? arguments.subList(0, 2) : arguments;
        if (arguments.size() != 2) {
            throw Refusal.arguments(arguments, spec.syntax());
        }
        for (String argument : arguments) {
            if (argument.indexOf(';') >= 0) {
                throw Refusal.expected(argument, "a value without ;");
            }
        }
        target.accept(
                invocation.scope().path(),
                new CookieRewrite(invocation.position(), arguments.get(0), arguments.get(1), interpolates));
    }
}
