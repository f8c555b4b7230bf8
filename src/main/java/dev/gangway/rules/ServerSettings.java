package dev.gangway.rules;

import java.util.Optional;

/**
 * What holds for all paths of one server. Immutable.
 *
 * @param serverName ServerName, the value of X-Forwarded-Server; empty means the name the container knows
 */
public record ServerSettings(Optional<String> serverName) {}
