package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The access directives of one section while it is read. Mutable, confined to the parser. */
final class AccessDraft {

    final RequirementsDraft requirements;
    private final List<HostMatch> allow = new ArrayList<>();
    private final List<HostMatch> deny = new ArrayList<>();
    private Optional<Position> firstHostRule = Optional.empty();
    private HostRules.Order order = HostRules.Order.DENY_ALLOW;
    private Optional<Position> satisfyPosition = Optional.empty();
    private Optional<AccessRules.Satisfy> satisfy = Optional.empty();

    AccessDraft() {
        this(RequirementsDraft.ofSection());
    }

    AccessDraft(RequirementsDraft requirements) {
        this.requirements = requirements;
    }

    void order(Position position, HostRules.Order chosen) {
        hostRule(position);
        order = chosen;
    }

    void allow(Position position, HostMatch match) {
        hostRule(position);
        allow.add(match);
    }

    void deny(Position position, HostMatch match) {
        hostRule(position);
        deny.add(match);
    }

    void satisfy(Position position, AccessRules.Satisfy chosen) {
        satisfyPosition = Optional.of(position);
        satisfy = Optional.of(chosen);
    }

    private void hostRule(Position position) {
        firstHostRule = Optional.of(firstHostRule.orElse(position));
    }

    /** What is seen only when every line is known. */
    void finish(RuleSetDraft draft) {
        requirements.problems(draft::problem);
        if (satisfy.filter(AccessRules.Satisfy.ANY::equals).isPresent()) {
            String missing = firstHostRule.isEmpty() ? "Order, Allow or Deny" : requirements.isEmpty() ? "Require" : "";
            if (!missing.isEmpty()) {
                draft.notice(
                        satisfyPosition.orElseThrow(),
                        "Satisfy: \"Any\" admits everybody, as in httpd, where no section has " + missing
                                + "; this one has none");
            }
        }
    }

    /** What the section says; its two vocabularies are empty when it says nothing in them. */
    AccessRules rules() {
        return new AccessRules(
                firstHostRule.map(position -> new HostRules(position, order, allow, deny)),
                requirements.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Requirements(requirements.first(), requirements.finish())),
                satisfy);
    }
}
