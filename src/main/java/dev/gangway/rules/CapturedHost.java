package dev.gangway.rules;

import java.util.List;
import java.util.Set;

/**
 * Whether {@code %1} in a RewriteRule line can be nothing but a part of the host that the client addressed: a redirect there
 * leads nobody but the sender astray. Stateless.
 */
final class CapturedHost {

    private static final Set<RewriteVariable.Kind> HOST =
            Set.of(RewriteVariable.Kind.HTTP_HOST, RewriteVariable.Kind.SERVER_NAME);

    private CapturedHost() {}

    /** The last expression that is found has the groups; of conditions joined by OR any may be the last. */
    static boolean isOne(List<RewriteCondition> conditions) {
        boolean captured = false;
        for (int at = conditions.size() - 1; at >= 0; at--) {
            RewriteCondition condition = conditions.get(at);
            if (!(condition.test() instanceof RewriteComparison.Found) || condition.negated()) {
                continue;
            }
            List<RewriteTemplate.Piece> text = condition.text().pieces();
            if (text.size() != 1 || !isHost(text.get(0))) {
                return false;
            }
            captured = true;
            boolean alternative =
                    condition.or() || (at > 0 && conditions.get(at - 1).or());
            if (!alternative) {
                return true;
            }
        }
        return captured;
    }

    static boolean isHost(RewriteTemplate.Piece piece) {
        return piece instanceof RewriteTemplate.Piece.Variable variable
                && HOST.contains(variable.variable().kind());
    }
}
