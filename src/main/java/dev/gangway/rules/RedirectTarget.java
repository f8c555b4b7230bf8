package dev.gangway.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the target of a Redirect line; its scheme and host are literal, or those that the client addressed. Stateless. */
final class RedirectTarget {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]+");

    private RedirectTarget() {}

    /**
     * A target whose text goes out as it is written.
     *
     * @param appended whether group 1 follows it
     */
    static RewriteAction.Redirect of(String url, int status, boolean appended) throws Refusal {
        if (url.contains("%{")) {
            throw Refusal.expected(url, "a URL without variables: a RewriteRule line with [R] fills them in");
        }
        Optional<RewriteAction.Site> site = site(url);
        String text = url.substring(siteEnd(url));
        int query = text.indexOf('?');
        if (query >= 0 && text.indexOf('#') >= 0) {
            throw Refusal.expected(url, "a query or a fragment, not both");
        }
        String path = query < 0 ? text : text.substring(0, query);
        List<RewriteTemplate.Piece> rest = appended ? List.of(new RewriteTemplate.Piece.RuleGroup(1)) : List.of();
        RewriteAction.Target target = query < 0
                ? new RewriteAction.Target(verbatim(path, rest), Optional.empty())
                : new RewriteAction.Target(
                        verbatim(path, List.of()), Optional.of(verbatim(text.substring(query + 1), rest)));
        return new RewriteAction.Redirect(status, site, target);
    }

    /** A target with the groups of an expression; other text is escaped where it must be, a percent sign too. */
    static RewriteAction.Redirect withGroups(String url, int status) throws Refusal {
        Optional<RewriteAction.Site> site = site(url);
        String text = url.substring(siteEnd(url));
        RewriteTemplate.Split fragment = RewriteTemplate.ofGroups(text).splitAt('#');
        RewriteTemplate.Split query = fragment.before().splitAt('?');
        if (fragment.found() && query.found()) {
            throw Refusal.expected(url, "a query or a fragment, not both");
        }
        List<RewriteTemplate.Piece> path = new ArrayList<>(query.before().pieces());
        path.addAll(asWritten(fragment.rest()).pieces());
        return new RewriteAction.Redirect(
                status,
                site,
                new RewriteAction.Target(
                        new RewriteTemplate(path),
                        query.found() ? Optional.of(asWritten(query.rest().after(1))) : Optional.empty()));
    }

    private static RewriteTemplate asWritten(RewriteTemplate template) {
        return new RewriteTemplate(template.pieces().stream()
                .map(piece -> piece instanceof RewriteTemplate.Piece.Literal literal ? visible(literal.text()) : piece)
                .toList());
    }

    private static RewriteTemplate verbatim(String text, List<RewriteTemplate.Piece> rest) {
        List<RewriteTemplate.Piece> pieces = new ArrayList<>(text.isEmpty() ? List.of() : List.of(visible(text)));
        pieces.addAll(rest);
        return new RewriteTemplate(pieces);
    }

    /** Whether one of the two ends with a slash and the other doesn't, and what is appended would show it. */
    static boolean isOneSided(String path, String url) {
        boolean slash = path.endsWith("/");
        return url.indexOf('?') < 0
                && url.indexOf('#') < 0
                && url.endsWith("/") != slash
                && (slash || !withoutPath(url));
    }

    static boolean withoutPath(String url) {
        return !url.startsWith("/") && siteEnd(url) == url.length();
    }

    private static Optional<RewriteAction.Site> site(String url) throws Refusal {
        if (url.startsWith("/") || url.startsWith("$")) {
            return Optional.empty();
        }
        int colon = url.indexOf("://");
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw Refusal.expected(url, "a path that begins with /, http://... or https://...");
        }
        String host = url.substring(colon + 3, siteEnd(url));
        if (!HOST.matcher(host).matches()) {
            throw Refusal.expected(url, "a host that is literal: no group or variable chooses it");
        }
        RewriteTemplate authority = new RewriteTemplate(List.of(new RewriteTemplate.Piece.Literal(host)));
        return Optional.of(new RewriteAction.Site(scheme, authority, false));
    }

    /** Where the path begins. */
    private static int siteEnd(String url) {
        int colon = url.startsWith("/") ? -1 : url.indexOf("://");
        int end = colon < 0 ? 0 : colon + 3;
        while (colon >= 0 && end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** With what must not stand raw in a field escaped. */
    private static RewriteTemplate.Piece visible(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            int value = octet & 0xFF;
            if (value > ' ' && value < 0x7F) {
                escaped.append((char) value);
            } else {
                escaped.append(String.format("%%%02X", value));
            }
        }
        return new RewriteTemplate.Piece.Verbatim(escaped.toString());
    }
}
