package dev.gangway.rules;

import dev.gangway.message.PathPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds for all paths of one server. Immutable.
 *
 * @param serverName ServerName, the value of X-Forwarded-Server; empty means the name the container knows
 * @param paths AllowEncodedSlashes and MergeSlashes
 * @param hop how the server acts as one proxy among others
 * @param clientIdle how long a client may take no octet of its answer (Timeout)
 * @param trust whose forwarded fields are believed
 */
public record ServerSettings(
        Optional<String> serverName,
        PathPolicy paths,
        HopSettings hop,
        Sourced<Duration> clientIdle,
        PeerTrust trust) {}
