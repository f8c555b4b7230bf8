package dev.gangway.observe;

import dev.gangway.exchange.EndCause;
import dev.gangway.exchange.SessionObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One log line per WebSocket session, at its end: who ended it and why, what passed, how long it took. Control characters
 * and over-long texts cannot break the line. INFO, but WARNING for a fault of the backend, ERROR for one of ours.
 * Thread-safe.
 */
public final class SessionLog implements SessionObserver {

    private final Logger log;

    public SessionLog(Logger log) {
        this.log = log;
    }

    @Override
    public void ended(Summary summary) {
        Level level = level(summary.cause());
        if (log.isLoggable(level)) {
            log.log(level, line(summary));
        }
    }

    private static Level level(EndCause cause) {
        return switch (cause) {
            case INTERNAL -> Level.ERROR;
            case BACKEND_VIOLATION, BACKEND_TOO_LARGE, BACKEND_SILENT, BACKEND_STALLED -> Level.WARNING;
            default -> Level.INFO;
        };
    }

    private static String line(SessionObserver.Summary summary) {
        Start start = summary.start();
        return "session ended: id=" + start.id()
                + " cause=" + summary.cause().code()
                + " code=" + summary.closeCode()
                + " rule=" + FailureLog.printable(start.rule().position().toString())
                + " worker=" + FailureLog.printable(start.worker())
                + " client=" + FailureLog.printable(start.client())
                + " seconds=" + thousandths(summary.duration())
                + " to-backend=" + passed(summary.toBackend())
                + " to-client=" + passed(summary.toClient())
                + " client-rtt=" + roundTrip(summary.clientRoundTrip())
                + " backend-rtt=" + roundTrip(summary.backendRoundTrip())
                + " request=\"" + FailureLog.printable(start.target()) + "\""
                + " meaning=\"" + summary.cause().meaning() + "\"";
    }

    private static String passed(Passed passed) {
        return passed.messages() + "/" + passed.octets();
    }

    /** In milliseconds; a dash when no ping was answered. */
    private static String roundTrip(Optional<Duration> time) {
        return time.map(known -> String.format(Locale.ROOT, "%.1fms", known.toNanos() / 1e6))
                .orElse("-");
    }

    private static String thousandths(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1e3);
    }
}
