package dev.gangway.exchange;

import java.time.Duration;

/**
 * Limits that are not a worker's. Immutable.
 *
 * @param clientIdle how long a client may take no octet of its response
 */
public record ExchangeSettings(Duration clientIdle) {

    public static final ExchangeSettings DEFAULT = new ExchangeSettings(Duration.ofMinutes(2));
}
