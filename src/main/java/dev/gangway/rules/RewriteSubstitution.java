package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the substitution of a RewriteRule line. What the client sends never becomes the scheme of a backend, nor its host or
 * port unless ProxyCapturedHosts allows it, and only the host that it addressed becomes the host of a redirect. Stateless.
 */
final class RewriteSubstitution {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final Pattern REDIRECT_HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]*");
    private static final Pattern CAPTURING_SCHEME = Pattern.compile("(?i)(https?|h2c?|wss?)://");
    private static final Pattern HOST_TEXT = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern PORT_TEXT = Pattern.compile("[0-9]+");
    private static final String EXPECTED_BACKEND = "a URL that begins with literal scheme, host and port, such as"
            + " ws://host:port/$1: no variable chooses the host, and groups only with ProxyCapturedHosts";

    private RewriteSubstitution() {}

    static boolean isAbsolute(String substitution) {
        return SCHEME.matcher(substitution).matches();
    }

    /** The worker is named later. */
    static RewriteAction proxy(String written) throws Refusal {
        RewriteTemplate template = RewriteTemplate.parse(written);
        Optional<RewriteAction> captured = captured(written, template);
        if (captured.isPresent()) {
            return captured.get();
        }
        String beginning = template.beginning();
        int colon = beginning.indexOf("://", socketEnd(written, beginning));
        if (colon < 0 && !beginning.startsWith("balancer:")) {
            throw Refusal.expected(written, EXPECTED_BACKEND);
        }
        int end = authorityEnd(beginning, colon + 3);
        boolean named = colon < 0 || end > colon + 3;
        if (!named || (end == beginning.length() && !mayFollowAuthority(template.after(end)))) {
            throw Refusal.expected(written, EXPECTED_BACKEND);
        }
        RuleUrl url = RuleUrl.parse(beginning.substring(0, end), false);
        RewriteAction.Target target = target(written, template.after(end));
        return new RewriteAction.Proxy(
                new Destination.Backend(url.origin(), "", url.origin().url(), Upgrade.WEBSOCKET, false), target);
    }

    /** Where the URL of a backend begins: behind its socket, whose path must be literal. */
    private static int socketEnd(String written, String beginning) throws Refusal {
        if (!SocketUrl.isOne(beginning)) {
            return 0;
        }
        int end = beginning.indexOf(SocketUrl.END);
        if (end < 0) {
            throw Refusal.expected(
                    written,
                    "a URL like unix:/path/of.sock|http://name/$1 whose socket is literal: a request never chooses it");
        }
        return end;
    }

    /** Groups in host or port, with a slash after them; empty when it has none there or anything else. */
    private static Optional<RewriteAction> captured(String written, RewriteTemplate template) throws Refusal {
        Matcher scheme = CAPTURING_SCHEME.matcher(template.beginning());
        if (!scheme.lookingAt()) {
            return Optional.empty();
        }
        RewriteTemplate.Split url = template.after(scheme.end()).splitAt('/');
        RewriteTemplate.Split authority = url.before().splitAt(':');
        Optional<RewriteTemplate> port =
                authority.found() ? Optional.of(authority.rest().after(1)) : Optional.empty();
        boolean captures = url.before().pieces().stream().anyMatch(RewriteSubstitution::isGroup);
        int slash = written.indexOf('/', scheme.end());
        // a backslash could hide what is literal and what is not
        boolean plain = slash > 0 && written.indexOf('\\') < 0;
        if (!plain || !url.found() || !captures || !fits(authority.before(), HOST_TEXT) || !fits(port, PORT_TEXT)) {
            return Optional.empty();
        }
        String literal = scheme.group(1).toLowerCase(Locale.ROOT);
        BackendOrigin placeholder = CapturedUrl.placeholder(literal, written.substring(scheme.end(), slash));
        Destination.Backend backend =
                new Destination.Backend(placeholder, "", placeholder.url(), Upgrade.WEBSOCKET, false);
        RewriteAction.Proxy proxy = new RewriteAction.Proxy(backend, target(written, url.rest()));
        return Optional.of(new RewriteAction.ProxyCaptured(proxy, authority.before(), port));
    }

    private static boolean isGroup(RewriteTemplate.Piece piece) {
        return piece instanceof RewriteTemplate.Piece.RuleGroup
                || piece instanceof RewriteTemplate.Piece.ConditionGroup;
    }

    private static boolean fits(Optional<RewriteTemplate> template, Pattern literal) {
        return template.isEmpty() || fits(template.get(), literal);
    }

    private static boolean fits(RewriteTemplate template, Pattern literal) {
        return !template.pieces().isEmpty()
                && template.pieces().stream()
                        .allMatch(piece -> isGroup(piece)
                                || (piece instanceof RewriteTemplate.Piece.Literal text
                                        && literal.matcher(text.text()).matches()));
    }

    /** @param hostCaptured whether {@code %0} to {@code %9} are parts of the host that the client addressed */
    static RewriteAction redirect(String written, int status, boolean hostCaptured) throws Refusal {
        if (!isAbsolute(written)) {
            return new RewriteAction.Redirect(status, Optional.empty(), path(written));
        }
        RewriteTemplate template = RewriteTemplate.parse(written);
        String beginning = template.beginning();
        int colon = beginning.indexOf("://");
        String scheme = colon < 0 ? "" : beginning.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw Refusal.expected(written, "a path, http://... or https://...");
        }
        return redirect(written, status, scheme, template.after(colon + 3), hostCaptured);
    }

    private static RewriteAction redirect(
            String written, int status, String scheme, RewriteTemplate rest, boolean hostCaptured) throws Refusal {
        List<RewriteTemplate.Piece> authority = new ArrayList<>();
        RewriteTemplate remainder = rest;
        boolean own = false;
        boolean ended = false;
        while (!ended && !remainder.pieces().isEmpty()) {
            RewriteTemplate.Piece piece = remainder.pieces().get(0);
            if (piece instanceof RewriteTemplate.Piece.Literal literal) {
                int end = authorityEnd(literal.text(), 0);
                ended = end < literal.text().length();
                if (end > 0) {
                    authority.add(
                            new RewriteTemplate.Piece.Literal(literal.text().substring(0, end)));
                }
                remainder = remainder.after(end);
            } else if (CapturedHost.isHost(piece)
                    || (hostCaptured && piece instanceof RewriteTemplate.Piece.ConditionGroup)) {
                own = true;
                authority.add(piece);
                remainder = new RewriteTemplate(
                        remainder.pieces().subList(1, remainder.pieces().size()));
            } else {
                ended = true;
            }
        }
        boolean fit = authority.stream()
                .allMatch(piece -> !(piece instanceof RewriteTemplate.Piece.Literal literal)
                        || REDIRECT_HOST.matcher(literal.text()).matches());
        boolean path = !remainder.beginning().isEmpty() || mayFollowAuthority(remainder);
        if (authority.isEmpty() || !fit || !path) {
            throw Refusal.expected(
                    written,
                    "a redirect's host that is literal, %{HTTP_HOST}, %{SERVER_NAME} or what a condition captured of"
                            + " these two, then a path");
        }
        RewriteAction.Site site = new RewriteAction.Site(scheme, new RewriteTemplate(authority), own);
        return new RewriteAction.Redirect(status, Optional.of(site), target(written, remainder));
    }

    static RewriteAction.Target path(String written) throws Refusal {
        RewriteTemplate template = RewriteTemplate.parse(written);
        boolean filledIn = !template.pieces().isEmpty()
                && (template.pieces().get(0) instanceof RewriteTemplate.Piece.RuleGroup
                        || mayFollowAuthority(template));
        if (template.pieces().isEmpty() || (!template.beginning().startsWith("/") && !filledIn)) {
            throw Refusal.expected(written, "a path with a leading slash, a URL or -");
        }
        return target(written, template);
    }

    private static int authorityEnd(String text, int from) {
        int end = text.length();
        for (char mark : new char[] {'/', '?', '#'}) {
            int at = text.indexOf(mark, from);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        return end;
    }

    /**
     * What makes a path in the place of a slash: the client's path, or a group that is all of it. A group with more text after
     * it could be meant as a part of the host.
     */
    private static boolean mayFollowAuthority(RewriteTemplate rest) {
        if (rest.pieces().isEmpty()) {
            return true;
        }
        RewriteTemplate.Piece first = rest.pieces().get(0);
        if (first instanceof RewriteTemplate.Piece.RuleGroup) {
            return rest.splitAt('?').before().pieces().size() == 1;
        }
        return first instanceof RewriteTemplate.Piece.Variable variable
                && variable.variable().kind() == RewriteVariable.Kind.REQUEST_URI;
    }

    private static RewriteAction.Target target(String written, RewriteTemplate template) throws Refusal {
        RewriteTemplate.Split split = template.splitAt('?');
        for (RewriteTemplate.Piece piece : split.before().pieces()) {
            if (piece instanceof RewriteTemplate.Piece.Literal literal) {
                for (String segment : literal.text().split("/", -1)) {
                    if (segment.equals(".") || segment.equals("..")) {
                        throw Refusal.expected(written, "a path without dot segments");
                    }
                }
            }
        }
        return new RewriteAction.Target(
                split.before(), split.found() ? Optional.of(split.rest().after(1)) : Optional.empty());
    }
}
