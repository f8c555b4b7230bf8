package dev.gangway.rules;

import java.util.List;

/** ProxyPassMatch: one mapping by regular expression (mod_proxy.md section 3.5). Stateless. */
final class ProxyPassMatchDirective implements Directive {

    /** Today's Shiny Server writes {@code __sockjs__/n=<id>/<digits>/}, which this often copied pattern misses. */
    private static final String OLD_SOCKJS = "__sockjs__/[0-9]+";

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.serverFirst(
                "ProxyPassMatch",
                "regex !|url [key=value ...]",
                "forwards requests whose path the expression finds; $0 to $9 in the URL's path are its groups",
                "ProxyPassMatch ^/app/(.*)$ http://backend.example:3838/$1");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.size() < 2) {
            throw new Refusal("\"" + String.join(" ", arguments) + "\", expected a regular expression and a URL or !");
        }
        PathPattern pattern = PathPattern.compile(arguments.get(0));
        if (pattern.toString().contains(OLD_SOCKJS)) {
            invocation.notice(
                    "\"" + OLD_SOCKJS + "\" misses today's Shiny Server URLs (__sockjs__/n=<id>/...): harmless, since"
                            + " rules for http:// relay WebSocket too");
        }
        MappingLine.add(invocation, new PathMatcher.Regex(pattern), arguments.subList(1, arguments.size()));
    }
}
