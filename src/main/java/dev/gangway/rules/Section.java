package dev.gangway.rules;

import java.util.Optional;

/**
 * One {@code <Proxy>} or {@code <Location>} section. Immutable.
 *
 * @param text the section's opening line, for logs
 * @param access who may pass
 * @param mapping its ProxyPass, which goes before every rule outside of sections
 */
public record Section(
        Position position,
        String text,
        SectionTarget target,
        AccessRules access,
        PathSettings settings,
        Optional<ProxyPass> mapping) {}
