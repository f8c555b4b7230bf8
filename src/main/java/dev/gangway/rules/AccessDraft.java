package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The access directives of one section while it is read. Mutable, confined to the parser. */
final class AccessDraft {

    private final List<AddressRange> allow = new ArrayList<>();
    private final List<AddressRange> deny = new ArrayList<>();
    private final List<Requirement> requirements = new ArrayList<>();
    private Optional<Position> firstHostRule = Optional.empty();
    private Optional<Position> firstRequire = Optional.empty();
    private HostRules.Order order = HostRules.Order.DENY_ALLOW;

    void order(Position position, HostRules.Order chosen) {
        hostRule(position);
        order = chosen;
    }

    void allow(Position position, AddressRange range) {
        hostRule(position);
        allow.add(range);
    }

    void deny(Position position, AddressRange range) {
        hostRule(position);
        deny.add(range);
    }

    void require(Position position, Requirement requirement) {
        firstRequire = Optional.of(firstRequire.orElse(position));
        requirements.add(requirement);
    }

    private void hostRule(Position position) {
        firstHostRule = Optional.of(firstHostRule.orElse(position));
    }

    /** What the section says, module by module; empty when it says nothing about access. */
    List<AccessCheck> checks() {
        List<AccessCheck> checks = new ArrayList<>();
        firstHostRule.ifPresent(position -> checks.add(new HostRules(position, order, allow, deny)));
        firstRequire.ifPresent(position -> checks.add(new Requirements(position, requirements)));
        return checks;
    }
}
