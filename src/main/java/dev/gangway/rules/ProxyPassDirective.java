package dev.gangway.rules;

import java.util.List;
import java.util.regex.Pattern;

/**
 * ProxyPass: one mapping by prefix (mod_proxy.md sections 1.1, 3.4); {@code ProxyPass ~} is ProxyPassMatch. In
 * {@code <Location>} the section's path is the prefix. Stateless.
 */
final class ProxyPassDirective implements Directive {

    /** A section's path with one of these is an expression to httpd, whatever kind of section it is. */
    private static final Pattern EXPRESSION = Pattern.compile("[*?\\[\\\\]");

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.serverOrLocation(
                        "ProxyPass",
                        "[path] !|url [key=value ...] [nocanon] [mapping=encoded|servlet] [interpolate]",
                        "forwards requests below the path to the URL; ! ends the search and forwards nothing",
                        "ProxyPass /app/ http://backend.example:3838/ max=4")
                .argument(
                        "path",
                        "path or ~ regex",
                        "begins with /, compared with the decoded, normalised request path; not in <Location>")
                .argument(
                        "url",
                        "URL",
                        "http, https, h2c or h2 (HTTP/2 without and with TLS), ws or wss, with host, no user information,"
                                + " no dot segments; behind unix:/path/of.sock| what the backend on that socket is called")
                .argument("key=value", "worker parameter", "the first line of a worker sets them")
                .argument(
                        "nocanon", "word", "the client's path is forwarded as it was written where that means the same")
                .argument(
                        "mapping",
                        "encoded or servlet",
                        "tried before all other rules on the path as it is encoded, and forwards it so; servlet sets path"
                                + " parameters aside for the comparison")
                .argument(
                        "interpolate",
                        "word",
                        "with ProxyPassInterpolateEnv On, ${NAME} in both paths is a variable of the request")
                .differs(
                        "a rule for http:// relays WebSocket handshakes too, unless upgrade=NONE; each unix: socket has"
                                + " workers of its own, its path is absolute and at most " + SocketUrl.LONGEST
                                + " octets long");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (invocation.scope().target().isPresent()) {
            MappingLine.addToSection(invocation, sectionMatcher(invocation), arguments);
            return;
        }
        if (!arguments.isEmpty() && arguments.get(0).equals("~")) {
            ProxyPassMatchDirective.apply(invocation, arguments.subList(1, arguments.size()));
            return;
        }
        if (arguments.size() < 2) {
            throw Refusal.arguments(arguments, "a path and a URL or !");
        }
        String path = arguments.get(0);
        if (!path.startsWith("/")) {
            throw Refusal.expected(path, "a path that begins with /");
        }
        if (arguments.get(1).equals("!")) {
            NeverCanonical.refuse(path); // a rule that forwards may be as odd as httpd lets it be
        }
        MappingLine.add(invocation, new PathMatcher.Prefix(path), arguments.subList(1, arguments.size()));
    }

    private static PathMatcher sectionMatcher(Invocation invocation) throws Refusal {
        SectionTarget target = invocation.scope().target().orElseThrow();
        if (target instanceof SectionTarget.LocationPrefix location) {
            return new PathMatcher.Prefix(location.path());
        }
        if (target instanceof SectionTarget.LocationPattern location) {
            if (EXPRESSION.matcher(location.written()).find()) {
                if (!location.pattern().toString().equals(location.written())) {
                    invocation.notice(
                            "\"" + location.written() + "\" has wildcards for <Location> but is a regular expression"
                                    + " for ProxyPass, as in httpd: use <LocationMatch>");
                }
                return new PathMatcher.Regex(PathPattern.compile(location.written()));
            }
            invocation.notice(
                    "\"" + location.written() + "\" without * ? [ or a backslash is a plain prefix to ProxyPass, as"
                            + " in httpd; ProxyPassMatch takes it for an expression");
            return new PathMatcher.Prefix(location.written());
        }
        throw new IllegalStateException("checked by the contexts of the directive: " + target);
    }
}
