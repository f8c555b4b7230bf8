package dev.gangway.rewrite;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.PathPattern;
import dev.gangway.rules.RewriteFlags;
import dev.gangway.rules.RewriteTemplate;
import dev.gangway.rules.RewriteTemplate.Piece;
import dev.gangway.rules.RewriteVariable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Fills in the templates of one rule for one request. Groups of the path and the path itself keep the client's octets, so
 * that nothing that a client escaped becomes syntax. Confined to one thread.
 *
 * @param subject the path that the rule was held against
 * @param groups of the rule's expression; empty when the rule is negated
 * @param condition the last condition that was met by an expression
 */
record Expansion(
        RewriteRequest request,
        CanonicalPath subject,
        Optional<PathPattern.Captures> groups,
        Optional<ConditionMatch> condition,
        Optional<String> query,
        Map<String, String> environment) {

    /** The text that a condition was held against, and its groups. */
    record ConditionMatch(String text, PathPattern.Captures groups) {

        String group(int number) {
            boolean present = number <= groups.groupCount() && groups.start(number) >= 0;
            return present ? text.substring(groups.start(number), groups.end(number)) : "";
        }
    }

    /**
     * A path filled in.
     *
     * @param questionMark whether what was filled in holds a question mark
     * @param blank whether it holds a blank or control character
     */
    record PathText(String forwarded, boolean questionMark, boolean blank) {}

    Expansion with(Optional<ConditionMatch> other) {
        return new Expansion(request, subject, groups, other, query, environment);
    }

    /** As text: decoded. */
    String text(RewriteTemplate template) {
        StringBuilder text = new StringBuilder();
        template.pieces().forEach(piece -> text.append(decoded(piece)));
        return text.toString();
    }

    /** As a path: escaped. */
    PathText path(RewriteTemplate template, RewriteFlags flags) {
        StringBuilder path = new StringBuilder();
        boolean questionMark = false;
        boolean blank = false;
        for (Piece piece : template.pieces()) {
            String decoded = decoded(piece);
            if (piece instanceof Piece.Verbatim) {
                path.append(decoded);
                continue;
            }
            if (piece instanceof Piece.Literal) {
                path.append(flags.noEscape() ? decoded : CanonicalPath.encode(decoded));
                continue;
            }
            boolean group = piece instanceof Piece.RuleGroup || piece instanceof Piece.ConditionGroup;
            if (group && flags.escapeGroups()) {
                String escaped = escape(decoded);
                path.append(flags.noEscape() ? escaped : CanonicalPath.encode(escaped));
                continue;
            }
            // the client's own path keeps its %3F, whatever the flags
            questionMark |= !isPath(piece) && decoded.indexOf('?') >= 0;
            blank |= decoded.chars().anyMatch(c -> c <= ' ' || c == 0x7F);
            path.append(clientsOctets(piece).orElseGet(() -> CanonicalPath.encode(decoded)));
        }
        return new PathText(path.toString(), questionMark, blank);
    }

    /** As a query: groups of the path with the client's escapes, everything else as it is. */
    String query(RewriteTemplate template, RewriteFlags flags) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : template.pieces()) {
            boolean group = piece instanceof Piece.RuleGroup || piece instanceof Piece.ConditionGroup;
            text.append(
                    group && flags.escapeGroups()
                            ? escape(decoded(piece))
                            : clientsOctets(piece).orElseGet(() -> decoded(piece)));
        }
        return text.toString();
    }

    private String decoded(Piece piece) {
        if (piece instanceof Piece.Literal literal) {
            return literal.text();
        }
        if (piece instanceof Piece.Verbatim verbatim) {
            return verbatim.text();
        }
        if (piece instanceof Piece.RuleGroup group) {
            return present(group) ? subject.decoded().substring(start(group), end(group)) : "";
        }
        if (piece instanceof Piece.ConditionGroup group) {
            return condition.map(match -> match.group(group.number())).orElse("");
        }
        return piece instanceof Piece.Variable variable ? value(variable.variable()) : "";
    }

    private Optional<String> clientsOctets(Piece piece) {
        if (piece instanceof Piece.RuleGroup group && present(group)) {
            return Optional.of(subject.forwarded(start(group), end(group)));
        }
        return isPath(piece) ? Optional.of(request.path().forwarded()) : Optional.empty();
    }

    private static boolean isPath(Piece piece) {
        return piece instanceof Piece.Variable variable
                && variable.variable().kind() == RewriteVariable.Kind.REQUEST_URI;
    }

    private boolean present(Piece.RuleGroup group) {
        return groups.isPresent() && group.number() <= groups.get().groupCount() && start(group) >= 0;
    }

    private int start(Piece.RuleGroup group) {
        return groups.map(captures -> captures.start(group.number())).orElse(-1);
    }

    private int end(Piece.RuleGroup group) {
        return groups.map(captures -> captures.end(group.number())).orElse(-1);
    }

    private String value(RewriteVariable variable) {
        return switch (variable.kind()) {
            // several lines of one name are one list (RFC 9110 section 5.3)
            case FIELD -> String.join(", ", request.fields().all(variable.argument()));
            case ENVIRONMENT -> environment.getOrDefault(variable.argument(), "");
            case HTTP_HOST -> request.host();
            case REQUEST_URI -> request.path().decoded();
            case QUERY_STRING -> query.orElse("");
            case REQUEST_METHOD -> request.method();
            case REQUEST_SCHEME -> request.scheme();
            case HTTPS -> request.scheme().equals("https") ? "on" : "off";
            case REMOTE_ADDR -> request.remoteAddress();
            case SERVER_NAME -> request.serverName();
            case SERVER_PORT -> Integer.toString(request.serverPort());
            case THE_REQUEST -> request.line();
        };
    }

    /** httpd's flag B: everything but letters, digits and underscores is escaped, a blank becomes a plus. */
    private static String escape(String decoded) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : decoded.getBytes(StandardCharsets.UTF_8)) {
            int value = octet & 0xFF;
            if (value < 0x80 && (Character.isLetterOrDigit(value) || value == '_')) {
                escaped.append((char) value);
            } else if (value == ' ') {
                escaped.append('+');
            } else {
                escaped.append(String.format("%%%02x", value));
            }
        }
        return escaped.toString();
    }
}
