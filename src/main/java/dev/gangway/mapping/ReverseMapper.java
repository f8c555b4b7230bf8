package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.CookieRewrite;
import dev.gangway.rules.Environment;
import dev.gangway.rules.PathMatcher;
import dev.gangway.rules.PathSettings;
import dev.gangway.rules.ProxyPassReverse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Brings what a backend says about itself back to what the client can use: Location and its like, Path and Domain of
 * cookies (mod_proxy.md section 5). Pure and immutable.
 */
public final class ReverseMapper {

    /** What a Host field may hold and a Location may repeat. */
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._~%:\\[\\]-]+");

    private final List<ProxyPassReverse> reverses;
    private final List<CookieRewrite> cookiePaths;
    private final List<CookieRewrite> cookieDomains;

    /** @param environment the request's variables, for the lines that get them */
    public ReverseMapper(PathSettings settings, Environment environment) {
        FilledReverses filled = FilledReverses.of(settings, environment);
        this.reverses = filled.reverses();
        this.cookiePaths = filled.cookiePaths();
        this.cookieDomains = filled.cookieDomains();
    }

    /**
     * The value of a Location, Content-Location, URI or Destination field for the client. Absolute values as httpd: the
     * first rule whose URL the value begins with wins. Path-only values by the rule that covers the backend which served.
     * Anything else comes back as it is, never with a control character in it.
     */
    public String location(String value, PublicView view, Found.Mapped served) {
        String text = withoutControls(value);
        if (text.startsWith("//")) {
            return text;
        }
        for (ProxyPassReverse reverse : reverses) {
            int from = comparisonStart(text, reverse.url());
            if (from >= 0 && startsWith(text, from, reverse.url())) {
                String rest = text.substring(from + reverse.url().length());
                String here = publicPath(view, reverse.path()) + rest;
                // without a sound authority a path-only value still leads to us, if it cannot be read as an authority
                return authority(view).map(ours -> ours + here).orElseGet(() -> oneSlash("", here));
            }
        }
        return text.startsWith("/") ? pathOnly(text, view, served) : text;
    }

    /** A Set-Cookie value with Path and Domain as the client must see them; the cookie itself is never touched. */
    public String setCookie(String value, PublicView view) {
        CookieAttributes cookie = new CookieAttributes(value);
        cookie.edit(
                "domain",
                domain -> cookieDomains.stream()
                        .filter(rewrite -> startsWith(domain, 0, rewrite.internal()))
                        .findFirst()
                        .map(CookieRewrite::external)
                        .orElse(domain));
        // a __Host- cookie is only taken with the path / (RFC 6265bis section 4.1.3.2)
        boolean rootOnly = value.regionMatches(true, 0, "__Host-", 0, 7);
        cookie.edit("path", path -> {
            Optional<String> mapped = cookiePaths.stream()
                    .filter(rewrite -> path.startsWith(rewrite.internal()))
                    .findFirst()
                    .map(CookieRewrite::external);
            return rootOnly && mapped.isEmpty() ? path : withContext(view, mapped.orElse(path));
        });
        return cookie.text();
    }

    /** A rule that names a path takes values of any host: the comparison begins after the authority. */
    private static int comparisonStart(String value, String url) {
        int scheme = url.startsWith("/") && !value.startsWith("/") ? value.indexOf("://") : -1;
        return scheme < 0 ? 0 : Math.max(0, value.indexOf('/', scheme + 3));
    }

    /** httpd leaves these alone, and the user leaves the mount (mod_proxy.md section 12 item 6). */
    private String pathOnly(String value, PublicView view, Found.Mapped served) {
        Optional<ProxyPassReverse> covering = Optional.empty();
        for (ProxyPassReverse reverse : reverses) {
            if (backendUrls(served.origin()).stream().anyMatch(url -> covers(reverse, url, value))) {
                if (servedBy(served, reverse, view)) {
                    covering = Optional.of(reverse);
                    break;
                }
                covering = Optional.of(covering.orElse(reverse));
            }
        }
        if (covering.isEmpty()) {
            return value;
        }
        String local = publicPath(view, covering.get().path());
        return below(value, local) ? value : oneSlash(local, restOf(value, covering.get(), served.origin()));
    }

    /** Of several mounts of one backend the one that the client used is meant. */
    private static boolean servedBy(Found.Mapped served, ProxyPassReverse reverse, PublicView view) {
        return served.rule().matcher() instanceof PathMatcher.Prefix prefix
                ? prefix.path().equals(reverse.path())
                : below(view.path(), reverse.path());
    }

    /** The rule's URL names this backend in full: {@code http://h:80} does not cover {@code http://h:8080}. */
    private static boolean covers(ProxyPassReverse reverse, String backend, String value) {
        return reverse.url().length() >= backend.length() && startsWith(backend + value, 0, reverse.url());
    }

    private static String restOf(String value, ProxyPassReverse reverse, BackendOrigin origin) {
        for (String url : backendUrls(origin)) {
            if (covers(reverse, url, value)) {
                return (url + value).substring(reverse.url().length());
            }
        }
        throw new IllegalStateException("rule " + reverse.position() + " does not cover " + origin.url());
    }

    /** As rules may write the backend's URL: a socket's as its HTTP twin, the default port named or not. */
    private static List<String> backendUrls(BackendOrigin origin) {
        String scheme = origin.httpScheme();
        String explicit = scheme + "://" + origin.host() + ":" + origin.port();
        return List.of(scheme + "://" + origin.authority(), explicit);
    }

    private static boolean below(String value, String local) {
        String base = local.endsWith("/") ? local.substring(0, local.length() - 1) : local;
        return value.startsWith(base)
                && (value.length() == base.length() || "/?#".indexOf(value.charAt(base.length())) >= 0);
    }

    private static Optional<String> authority(PublicView view) {
        return AUTHORITY.matcher(view.authority()).matches()
                ? Optional.of(view.scheme() + "://" + view.authority())
                : Optional.empty();
    }

    /** Both parts with exactly one slash between them, unless the path ends with the first. */
    private static String oneSlash(String base, String rest) {
        if (!base.isEmpty() && (rest.isEmpty() || "?#".indexOf(rest.charAt(0)) >= 0)) {
            return base + rest;
        }
        int begin = 0;
        while (begin < rest.length() && "/\\".indexOf(rest.charAt(begin)) >= 0) {
            begin++;
        }
        return (base.endsWith("/") ? base : base + "/") + rest.substring(begin);
    }

    private static String publicPath(PublicView view, String localPath) {
        StringBuilder path = new StringBuilder(CanonicalPath.encode(view.contextPath()));
        localPath.codePoints().forEach(character -> {
            String text = Character.toString(character);
            path.append(character > ' ' && character < 0x7F ? text : CanonicalPath.encode(text));
        });
        return path.toString();
    }

    private static String withContext(PublicView view, String path) {
        String context = CanonicalPath.encode(view.contextPath());
        boolean covered = path.equals(context) || path.startsWith(context + "/") || !path.startsWith("/");
        return context.isEmpty() || covered ? path : context + path;
    }

    private static boolean startsWith(String text, int from, String prefix) {
        return text.regionMatches(true, from, prefix, 0, prefix.length());
    }

    private static String withoutControls(String value) {
        if (value.chars().noneMatch(character -> character < ' ' || character == 0x7F)) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        value.chars().filter(character -> character >= ' ' && character != 0x7F).forEach(c -> text.append((char) c));
        return text.toString();
    }
}
