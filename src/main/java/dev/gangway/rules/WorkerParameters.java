package dev.gangway.rules;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The {@code key=value} parameters of one worker, defaults applied. Immutable.
 *
 * @param max exchanges at once for this node: httpd's {@code max} times ServerLimit; empty means no limit
 * @param reuse whether connections are kept for later exchanges ({@code disablereuse}, {@code enablereuse})
 * @param keepAlive SO_KEEPALIVE on backend sockets
 * @param acquire how long an exchange may wait for one of the {@code max} places
 * @param waiting how many may wait for one of them ({@code waiting}); more are turned away at once
 * @param connectTimeout limit for one TCP connect
 * @param timeout idle time allowed before the first byte and between bytes ({@code timeout}, ProxyTimeout, Timeout)
 * @param connection how connections are made, read and kept
 * @param maxSockets WebSocket sessions at once; empty means no limit
 * @param spool octets of content of unknown length that are kept back to learn the length; 0 for none, empty for as many as
 *     httpd takes, if they come without a pause
 */
public record WorkerParameters(
        OptionalInt max,
        boolean reuse,
        boolean keepAlive,
        Duration acquire,
        int waiting,
        Duration connectTimeout,
        Duration timeout,
        ConnectionSettings connection,
        OptionalInt maxSockets,
        OptionalLong spool) {

    /** The same for a request whose content is kept back so far. */
    public WorkerParameters spooling(long octets) {
        return new WorkerParameters(
                max,
                reuse,
                keepAlive,
                acquire,
                waiting,
                connectTimeout,
                timeout,
                connection,
                maxSockets,
                OptionalLong.of(octets));
    }

    /** The same for a request whose connection is kept for no other. */
    public WorkerParameters withoutReuse() {
        return new WorkerParameters(
                max, false, keepAlive, acquire, waiting, connectTimeout, timeout, connection, maxSockets, spool);
    }
}
