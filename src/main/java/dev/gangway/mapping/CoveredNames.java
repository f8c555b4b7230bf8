package dev.gangway.mapping;

import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.Environment;
import dev.gangway.rules.PathPattern;
import dev.gangway.rules.SectionTarget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One reading of a request, as sections name it: its path, and the target URL with the default port left out and named, since
 * an operator may write either. Immutable.
 */
record CoveredNames(String path, List<String> urls) {

    /** What AllowEncodedSlashes NoDecode leaves. */
    private static final Pattern ENCODED_SLASH = Pattern.compile("%2[Ff]");

    CoveredNames {
        urls = List.copyOf(urls);
    }

    /**
     * As httpd: through a balancer a request has the balancer's URL and not the member's, and to a socket that of
     * {@link Found.Mapped#decodedUrl}.
     */
    static CoveredNames of(Found.Mapped target, String path) {
        return target.through()
                .map(through -> new CoveredNames(path, List.of(through.balancerUrl() + through.path())))
                .orElseGet(() -> new CoveredNames(path, httpdsUrls(target, targetPath(target))));
    }

    /** The same for a backend that cuts path parameters, resolves dots and merges slashes. */
    static CoveredNames withoutParameters(Found.Mapped target, String path) {
        return target.through()
                .map(through -> new CoveredNames(path, List.of(through.balancerUrl() + cut(through.path()))))
                .orElseGet(() -> new CoveredNames(path, httpdsUrls(target, cut(targetPath(target)))));
    }

    /** With all URLs of the backend, in each of these readings. */
    CoveredNames withBackend(Found.Mapped target) {
        List<String> all = new ArrayList<>(urls);
        all.addAll(backendUrls(target, targetPath(target)));
        all.addAll(backendUrls(target, cut(targetPath(target))));
        return new CoveredNames(path, all);
    }

    private static List<String> httpdsUrls(Found.Mapped target, String targetPath) {
        boolean withSocket = target.decodedUrl().equals(target.workerUrl());
        return urls(target.origin(), withSocket ? target.origin().beforeUrl() : "", targetPath);
    }

    private static List<String> backendUrls(Found.Mapped target, String targetPath) {
        BackendOrigin origin = target.origin();
        List<String> all = new ArrayList<>(urls(origin, "", targetPath));
        if (origin.socket().isPresent()) {
            all.addAll(urls(origin, origin.beforeUrl(), targetPath));
        }
        return all;
    }

    private static List<String> urls(BackendOrigin origin, String before, String targetPath) {
        String explicit = origin.scheme() + "://" + origin.host() + ":" + origin.port();
        return List.of(before + origin.urlOfHost() + targetPath, before + explicit + targetPath);
    }

    private static String targetPath(Found.Mapped target) {
        return target.workerUrl().substring(target.origin().url().length());
    }

    boolean coveredBy(SectionTarget section) {
        if (section instanceof SectionTarget.ProxyPrefix prefix) {
            return urls.stream().anyMatch(url -> url.startsWith(prefix.url()));
        }
        if (section instanceof SectionTarget.ProxyPattern pattern) {
            return urls.stream().anyMatch(url -> pattern.pattern().find(url).isPresent());
        }
        return covers(section, path);
    }

    /**
     * The named groups of a section that covers this, as httpd names them: {@code MATCH_} and the name in upper case.
     */
    Environment named(SectionTarget section) {
        if (section instanceof SectionTarget.LocationPattern location) {
            return named(location.pattern(), List.of(path));
        }
        return section instanceof SectionTarget.ProxyPattern proxy ? named(proxy.pattern(), urls) : Environment.empty();
    }

    static boolean hasNames(SectionTarget section) {
        return (section instanceof SectionTarget.LocationPattern location
                        && !location.pattern().names().isEmpty())
                || (section instanceof SectionTarget.ProxyPattern proxy
                        && !proxy.pattern().names().isEmpty());
    }

    private static Environment named(PathPattern pattern, List<String> texts) {
        Environment named = Environment.empty();
        for (String text : texts) {
            Optional<PathPattern.Captures> found = pattern.find(text);
            if (found.isEmpty()) {
                continue;
            }
            for (Map.Entry<String, Integer> group : pattern.names().entrySet()) {
                int start = found.get().start(group.getValue());
                if (start >= 0) {
                    named = named.with(
                            "MATCH_" + group.getKey().toUpperCase(Locale.ROOT),
                            text.substring(start, found.get().end(group.getValue())));
                }
            }
            break;
        }
        return named;
    }

    /** Whether a {@code <Location>} covers a path. */
    static boolean covers(SectionTarget location, String path) {
        if (location instanceof SectionTarget.LocationPattern pattern) {
            return pattern.pattern().find(path).isPresent();
        }
        return location instanceof SectionTarget.LocationPrefix prefix && below(prefix.path(), path);
    }

    private static boolean below(String prefix, String path) {
        return path.startsWith(prefix)
                && (prefix.endsWith("/") || path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    private static String cut(String decodedPath) {
        String path = ENCODED_SLASH.matcher(decodedPath).replaceAll("/");
        if (path.indexOf(';') < 0 && !path.contains("//")) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.split("/", -1);
        for (int index = 1; index < segments.length; index++) {
            int semicolon = segments[index].indexOf(';');
            String name = semicolon < 0 ? segments[index] : segments[index].substring(0, semicolon);
            boolean last = index == segments.length - 1;
            if (name.equals("..")) {
                kept.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                kept.addLast(name);
            }
            if (last && (name.isEmpty() || name.equals(".") || name.equals(".."))) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }
}
