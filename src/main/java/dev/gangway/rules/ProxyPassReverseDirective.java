package dev.gangway.rules;

import java.util.List;
import java.util.regex.Pattern;

/** ProxyPassReverse: maps redirects back (mod_proxy.md section 5.1). Stateless. */
final class ProxyPassReverseDirective implements Directive {

    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.+");

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.serverOrLocation(
                        "ProxyPassReverse",
                        "[path] url [interpolate]",
                        "Location, Content-Location, URI and Destination that begin with the URL come back under the path",
                        "ProxyPassReverse /app/ http://backend.example:3838/")
                .argument("path", "path", "begins with /; not in <Location>")
                .argument(
                        "url",
                        "URL or path",
                        "absolute, or begins with /; balancer://name stands for its member, and unix:/path|url for url")
                .argument(
                        "interpolate",
                        "word",
                        "with ProxyPassInterpolateEnv On, ${NAME} in both is a variable of the request")
                .differs(
                        "values without a host are mapped too, by the rule that covers the backend; httpd compares a URL with"
                                + " unix: as it is written, which no backend says");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        boolean inSection = invocation.scope().target().isPresent();
        List<String> arguments = invocation.arguments();
        boolean interpolates = RuleWords.endsWithInterpolate(arguments, inSection ? 1 : 2);
        arguments = interpolates ? arguments.subList(0, arguments.size() - 1) : arguments;
        if (arguments.size() != (inSection ? 1 : 2)) {
            throw Refusal.arguments(
                    arguments, inSection ? "a URL only: the path is the section's" : "a path and a URL");
        }
        String path = inSection ? sectionPath(invocation) : arguments.get(0);
        String url = arguments.get(arguments.size() - 1);
        if (!path.startsWith("/")) {
            throw Refusal.expected(path, "a path that begins with /");
        }
        if (BalancerUrl.isOne(url)) {
            BalancerUrl balancer = BalancerUrl.parse(url, false);
            url = balancer + balancer.path();
        }
        url = SocketUrl.parse(url).url();
        if (!url.startsWith("/") && !ABSOLUTE.matcher(url).matches()) {
            throw Refusal.expected(url, "a URL like http://host:port/path, or a path");
        }
        invocation.scope().path().reverses.add(new ProxyPassReverse(invocation.position(), path, url, interpolates));
    }

    /** The path that answers come back under; for a pattern httpd takes its text, which no browser can use. */
    private static String sectionPath(Invocation invocation) {
        SectionTarget target = invocation.scope().target().orElseThrow();
        if (target instanceof SectionTarget.LocationPrefix location) {
            return location.path();
        }
        if (target instanceof SectionTarget.LocationPattern) {
            invocation.notice("in a section that matches by pattern it has no path to map to: only path-only values are"
                    + " mapped, by the rule that served");
            return "/";
        }
        throw new IllegalStateException("checked by the contexts of the directive: " + target);
    }
}
