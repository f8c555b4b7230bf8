package dev.gangway.observe;

import dev.gangway.exchange.ExchangeObserver;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.ProxyError;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * One log line per failed exchange: id, status, cause, rule, request. Control characters and over-long texts cannot break the
 * line. A fault of the client is INFO, of the backend WARNING, of ours ERROR. Thread-safe.
 */
public final class FailureLog implements ExchangeObserver {

    private static final int MAX_TEXT = 1024;

    private final Logger log;

    public FailureLog(Logger log) {
        this.log = log;
    }

    @Override
    public void ended(Summary summary) {
        if (summary.failure().isEmpty()) {
            return;
        }
        Failure failure = summary.failure().get();
        Level level = level(failure.error());
        if (log.isLoggable(level)) {
            String rule =
                    summary.rule().map(mapping -> mapping.position().toString()).orElse("-");
            log.log(
                    level,
                    "exchange failed: id=" + summary.id()
                            + " error=" + failure.error()
                            + " status=" + failure.error().status()
                            + " rule=" + printable(rule)
                            + " client=" + printable(summary.client())
                            + " request=\"" + printable(summary.method() + " " + summary.target()) + "\""
                            + " cause=\"" + failure.error().meaning() + ": " + printable(failure.detail()) + "\"");
        }
    }

    private static Level level(ProxyError error) {
        if (error == ProxyError.INTERNAL) {
            return Level.ERROR;
        }
        return error.status() >= 500 ? Level.WARNING : Level.INFO;
    }

    /** The text on one line: everything but visible ASCII and space becomes an escape, quotes too. */
    static String printable(String text) {
        StringBuilder line = new StringBuilder();
        int length = Math.min(text.length(), MAX_TEXT);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c >= 0x20 && c <= 0x7E) {
                line.append(c);
            } else {
                line.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.length() > MAX_TEXT ? line.append("...").toString() : line.toString();
    }
}
