package dev.gangway.rules;

import java.util.Optional;

/**
 * What holds for the whole rule set. Immutable.
 *
 * @param preserveHost ProxyPreserveHost: the client's Host field is forwarded as it came
 * @param addHeaders ProxyAddHeaders: X-Forwarded-* fields are added
 * @param serverName ServerName, the value of X-Forwarded-Server; empty means the name the container knows
 */
public record ServerSettings(boolean preserveHost, boolean addHeaders, Optional<String> serverName) {}
