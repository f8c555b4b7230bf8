package dev.gangway.rules;

import java.util.List;
import java.util.regex.Pattern;

/** ProxyPassReverse: maps redirects back (mod_proxy.md section 5.1). Stateless. */
final class ProxyPassReverseDirective implements Directive {

    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.+");

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.serverFirst(
                "ProxyPassReverse",
                "path url",
                "Location, Content-Location, URI and Destination that begin with the URL come back under the path",
                "ProxyPassReverse /app/ http://backend.example:3838/");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.size() == 3 && arguments.get(2).equalsIgnoreCase("interpolate")) {
            throw Refusal.notYet("\"interpolate\"");
        }
        if (arguments.size() != 2) {
            throw new Refusal("\"" + String.join(" ", arguments) + "\", expected a path and a URL");
        }
        String path = arguments.get(0);
        String url = arguments.get(1);
        if (!path.startsWith("/")) {
            throw Refusal.expected(path, "a path that begins with /");
        }
        if (url.regionMatches(true, 0, "balancer:", 0, 9) || url.startsWith("unix:")) {
            throw Refusal.notYet("URL \"" + url + "\"");
        }
        if (!url.startsWith("/") && !ABSOLUTE.matcher(url).matches()) {
            throw Refusal.expected(url, "a URL like http://host:port/path, or a path");
        }
        invocation.scope().server().reverses.add(new ProxyPassReverse(invocation.position(), path, url));
    }
}
