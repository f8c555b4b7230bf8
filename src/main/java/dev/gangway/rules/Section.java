package dev.gangway.rules;

import java.util.List;
import java.util.Optional;

/**
 * One {@code <Proxy>} or {@code <Location>} section. Immutable.
 *
 * @param text the section's opening line, for logs
 * @param checks what it says about access: at most one of each kind
 * @param mapping its ProxyPass, which goes before every rule outside of sections
 */
public record Section(
        Position position,
        String text,
        SectionTarget target,
        List<AccessCheck> checks,
        PathSettings settings,
        Optional<ProxyPass> mapping) {

    public Section {
        checks = List.copyOf(checks);
    }
}
