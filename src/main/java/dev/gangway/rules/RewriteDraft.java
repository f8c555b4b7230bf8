package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rewrite lines of one server while they are read. Mutable, confined to the parser. */
final class RewriteDraft {

    /** Where the main server's rules go in a virtual host; httpd leaves them out unless told. */
    enum Inherit {
        NO,
        AFTER,
        BEFORE
    }

    Optional<Boolean> engine = Optional.empty();
    Inherit inherit = Inherit.NO;
    final List<RewriteRule> rules = new ArrayList<>();

    /** Those of the rule that follows. */
    final List<RewriteCondition> conditions = new ArrayList<>();

    /** The conditions so far; the next rule begins anew. */
    List<RewriteCondition> takeConditions() {
        List<RewriteCondition> taken = List.copyOf(conditions);
        conditions.clear();
        return taken;
    }

    /** Conditions that no rule follows. */
    void looseEnds(RuleSetDraft draft) {
        conditions.forEach(condition ->
                draft.notice(condition.position(), "RewriteCond: no RewriteRule follows it, so it asks for nothing"));
    }

    /** Gives every rule with a backend its worker, once all ProxyPass lines are known. */
    void nameWorkers(ServerDraft server, WorkerDrafts workers) {
        rules.replaceAll(rule -> rule.proxy()
                .map(proxy -> rule.servedBy(workers.nameForRewrite(server, proxy, rule.position())))
                .orElse(rule));
    }

    List<RewriteRule> finish(Optional<RewriteDraft> main) {
        boolean on = engine.or(() -> main.flatMap(draft -> draft.engine)).orElse(false);
        if (!on) {
            return List.of();
        }
        List<RewriteRule> inherited = main.map(draft -> draft.rules).orElse(List.of());
        List<RewriteRule> all = new ArrayList<>(inherit == Inherit.BEFORE ? inherited : List.of());
        all.addAll(rules);
        all.addAll(inherit == Inherit.AFTER ? inherited : List.of());
        return all;
    }
}
