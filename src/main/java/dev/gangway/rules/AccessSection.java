package dev.gangway.rules;

import java.util.List;

/**
 * One {@code <Proxy>} or {@code <Location>} section with what it says about access. Immutable.
 *
 * @param text the section's opening line, for logs
 * @param checks at most one of each kind, at least one
 */
public record AccessSection(Position position, String text, SectionTarget target, List<AccessCheck> checks) {

    public AccessSection {
        checks = List.copyOf(checks);
    }
}
