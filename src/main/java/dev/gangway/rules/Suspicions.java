package dev.gangway.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is valid and yet hardly meant: seen only when rules are held against each other, so it runs over the finished lists.
 * Confined to the parser.
 */
final class Suspicions {

    private static final Pattern ABSOLUTE = Pattern.compile(
            "(https?|h2c?|wss?)://(\\[[^\\]]*\\]|[^/:]*)(?::([0-9]{1,5}))?(/.*)?", Pattern.CASE_INSENSITIVE);

    private final List<Problem> notices = new ArrayList<>();

    private Suspicions() {}

    /**
     * @param mappings in the order in which they are tried
     * @param hop says whether rules of sockets take every request
     */
    static List<Problem> of(List<ProxyPass> mappings, List<ProxyPassReverse> reverses, HopSettings hop) {
        Suspicions suspicions = new Suspicions();
        CoveredPaths earlier = new CoveredPaths();
        CoveredPaths encoded = new CoveredPaths();
        CoveredPaths encodedEarlier = new CoveredPaths();
        mappings.stream().filter(ProxyPass::encoded).forEach(encoded::add);
        for (ProxyPass rule : mappings) {
            if (rule.encoded()) {
                encodedEarlier.add(rule);
                continue;
            }
            if (rule.destination() instanceof Destination.Excluded) {
                encodedEarlier.covering(rule).ifPresent(first -> suspicions.hidden(rule, first));
            } else {
                encoded.covering(rule).ifPresent(first -> suspicions.encodedFirst(rule, first));
            }
            Optional<ProxyPass> covering = earlier.covering(rule);
            covering.ifPresent(first -> suspicions.hidden(rule, first));
            if (covering.isEmpty() && (hop.plainOnSockets() || !rule.toSocket())) {
                earlier.add(rule);
            }
            suspicions.slashes(rule);
        }
        BackendUrls backends = new BackendUrls(mappings);
        for (ProxyPassReverse reverse : reverses) {
            suspicions.slashes(reverse);
            if (!reverse.interpolates()) {
                suspicions.missed(reverse, backends);
            }
        }
        return suspicions.notices;
    }

    private void hidden(ProxyPass rule, ProxyPass covering) {
        boolean excludes = rule.destination() instanceof Destination.Excluded;
        boolean forwarded = !(covering.destination() instanceof Destination.Excluded);
        notice(
                rule.position(),
                name(rule),
                excludes && forwarded
                        ? "excludes nothing: the rule of " + covering.position()
                                + " comes first and forwards these paths, expected ! before it"
                        : "never matches: the rule of " + covering.position()
                                + " comes first and takes every path of this one");
    }

    private void encodedFirst(ProxyPass rule, ProxyPass covering) {
        notice(
                rule.position(),
                name(rule),
                "never matches: the rule of " + covering.position()
                        + " has mapping= and is tried before all others, wherever it stands, as in httpd");
    }

    private void slashes(ProxyPass rule) {
        if (!(rule.matcher() instanceof PathMatcher.Prefix prefix)
                || !(rule.destination() instanceof Destination.Backend backend)
                || (backend.pathTemplate().isEmpty() && !prefix.path().endsWith("/"))) {
            return;
        }
        String path = prefix.path();
        String url = backend.origin().url() + backend.pathTemplate();
        if (path.endsWith("/") == url.endsWith("/")) {
            return;
        }
        if (backend.pathTemplate().isEmpty()) {
            notice(
                    rule.position(),
                    name(rule),
                    "\"" + path + "\" ends with a slash and \"" + url
                            + "\" does not: httpd would append what follows to the" + " host, here " + path
                            + "x goes to " + url + "/x");
        } else {
            String example = path.endsWith("/") ? path + "x goes to " + url + "x" : path + "/x goes to " + url + "/x";
            notice(rule.position(), name(rule), oneSided(path, url) + example);
        }
    }

    private void slashes(ProxyPassReverse reverse) {
        String path = reverse.path();
        String url = reverse.url();
        boolean authorityOnly = url.indexOf('/', url.indexOf("://") + 3) < 0;
        if (path.endsWith("/") == url.endsWith("/") || (authorityOnly && !path.endsWith("/"))) {
            return;
        }
        String example =
                path.endsWith("/") ? url + "/x comes back as " + path + "/x" : url + "x comes back as " + path + "x";
        notice(reverse.position(), "ProxyPassReverse", oneSided(path, url) + example);
    }

    private static String oneSided(String path, String url) {
        return "only one of \"" + path + "\" and \"" + url + "\" ends with a slash: ";
    }

    /** A URL that is all but a rule's: what the backend calls itself would come back as it is. */
    private void missed(ProxyPassReverse reverse, BackendUrls backends) {
        Matcher url = ABSOLUTE.matcher(reverse.url());
        if (!url.matches()) {
            return;
        }
        String path = Optional.ofNullable(url.group(4)).orElse("");
        List<BackendUrls.Url> near = backends.near(url.group(2).toLowerCase(Locale.ROOT), path);
        near.stream()
                .min(Comparator.comparingInt(
                        backend -> difference(url, path, backend).length()))
                .filter(nearest -> !difference(url, path, nearest).isEmpty())
                .ifPresent(nearest -> notice(
                        reverse.position(),
                        "ProxyPassReverse",
                        "\"" + reverse.url() + "\" is no rule's URL, the nearest is " + nearest + " ("
                                + difference(url, path, nearest)
                                + " differs): redirects to that one come back as they are"));
    }

    /** Of two URLs on one host with related paths; empty when the line covers redirects of this backend. */
    private static String difference(Matcher url, String path, BackendUrls.Url backend) {
        String scheme = url.group(1).toLowerCase(Locale.ROOT).replace("ws", "http");
        int port = Optional.ofNullable(url.group(3)).map(Integer::parseInt).orElse(BackendOrigin.defaultPort(scheme));
        List<String> differences = new ArrayList<>();
        if (!scheme.equals(backend.scheme())) {
            differences.add("scheme");
        }
        if (port != backend.origin().port()) {
            differences.add("port");
        }
        if (!backend.path().isEmpty() && path.equals(backend.path() + "/")) {
            differences.add("trailing slash");
        }
        return String.join(", ", differences);
    }

    private static String name(ProxyPass rule) {
        return rule.text().split("\\s", 2)[0];
    }

    private void notice(Position position, String name, String text) {
        notices.add(new Problem(position, name + ": " + text));
    }
}
