package dev.gangway.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code <Proxy>} and {@code <ProxyMatch>}: settings of target URLs (mod_proxy.md section 3.7). Stateless. */
record ProxySection(DirectiveSpec spec, boolean match) implements SectionDirective {

    /** What a rule can lead to; anything else would never match. */
    private static final Pattern ABSOLUTE = Pattern.compile("^(unix:[^|]*\\|)?(https?|h2c?|wss?|balancer)://");

    static ProxySection plain() {
        return new ProxySection(
                DirectiveSpec.server(
                                "<Proxy",
                                "wildcard-url [key=value ...]",
                                "its lines hold for what a rule sends to URLs that begin with this one",
                                "<Proxy *>")
                        .argument(
                                "wildcard-url",
                                "URL",
                                "absolute, or with wildcards * ? []; of a backend on a socket without unix:/path| where ProxyPass"
                                        + " leads there, with it where RewriteRule does; what denies holds under both")
                        .argument("key=value", "parameter", "of the URL's worker or balancer; not with wildcards")
                        .differs("a URL holding %XX or a dot segment is refused"),
                false);
    }

    static ProxySection matching() {
        return new ProxySection(
                DirectiveSpec.server(
                                "<ProxyMatch",
                                "regex",
                                "its lines hold for what a rule sends to URLs in which the expression is found",
                                "<ProxyMatch \"^http://backend\\.example/\">")
                        .argument(
                                "regex",
                                "regular expression",
                                "searched in the target URL; no %XX; a group (?<name>...) is the variable MATCH_NAME"),
                true);
    }

    @Override
    public Optional<Scope> enter(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (match) {
            if (arguments.size() != 1) {
                throw Refusal.arguments(arguments, "one regular expression");
            }
            return Optional.of(regex(invocation, arguments.get(0)));
        }
        if (arguments.isEmpty()) {
            throw new Refusal("no URL, expected one or *");
        }
        String url = arguments.get(0);
        if (url.equals("~")) {
            throw Refusal.expected(url, "a URL: httpd 2.4 takes expressions in <ProxyMatch> only");
        }
        String lower = lowerAuthority(url);
        boolean wildcard = Glob.hasWildcard(Glob.withoutAddressLiteral(lower));
        if (!wildcard && !ABSOLUTE.matcher(lower).find()) {
            throw Refusal.expected(url, "a URL like http://host:port/path, or wildcards");
        }
        if (!wildcard) {
            SocketUrl.parse(url); // one that no rule can have would cover nothing
        }
        NeverCanonical.refuse(url);
        List<String> parameters = arguments.subList(1, arguments.size());
        if (!wildcard) {
            parameters(invocation, url, parameters);
        } else if (!parameters.isEmpty()) {
            throw new Refusal(
                    "\"" + String.join(" ", parameters) + "\" after a URL with wildcards, expected no parameters");
        }
        SectionTarget target =
                wildcard ? new SectionTarget.ProxyPattern(glob(lower)) : new SectionTarget.ProxyPrefix(lower);
        return Optional.of(SectionScopes.open(invocation, Context.PROXY, target));
    }

    /** They are set and the section holds even where some of them are wrong: its lines are still to be checked. */
    private static void parameters(Invocation invocation, String url, List<String> words) throws Refusal {
        if (BalancerUrl.isOne(url) || !words.isEmpty()) {
            ProxySetDirective.apply(invocation, url, words);
        }
    }

    private static Scope regex(Invocation invocation, String written) throws Refusal {
        NeverCanonical.refuseEscapes(written);
        SectionTarget target = new SectionTarget.ProxyPattern(invocation.pattern(written));
        return SectionScopes.open(invocation, Context.PROXY, target);
    }

    /** Without a scheme in it a wildcard may cover the host, in any case, or the path, as written: both are tried. */
    private static PathPattern glob(String url) throws Refusal {
        String lower = url.toLowerCase(Locale.ROOT);
        return url.contains("://") || lower.equals(url)
                ? Glob.compile(url, true)
                : PathPattern.compile(Glob.compile(url, true) + "|" + Glob.compile(lower, true));
    }

    /** Target URLs have scheme and host in lower case: so must what is compared with them. */
    private static String lowerAuthority(String url) {
        int socket = SocketUrl.isOne(url) ? url.indexOf(SocketUrl.END) + 1 : 0;
        if (socket > 0) {
            return SocketUrl.SCHEME
                    + url.substring(SocketUrl.SCHEME.length(), socket)
                    + lowerAuthority(url.substring(socket));
        }
        int slashes = url.indexOf("://");
        int path = slashes < 0 ? -1 : url.indexOf('/', slashes + 3);
        int end = slashes < 0 ? 0 : path < 0 ? url.length() : path;
        return url.substring(0, end).toLowerCase(Locale.ROOT) + url.substring(end);
    }
}
