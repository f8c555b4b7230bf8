package dev.gangway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.ExchangeObserver.Summary;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.ProxyError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureLogTest {

    private final List<String> lines = new ArrayList<>();
    private final FailureLog log = new FailureLog(new Collecting());

    @Test
    void oneLineWithIdStatusCauseAndRequest() {
        log.ended(summary("GET", "/a?b", Optional.of(new Failure(ProxyError.BACKEND_CLOSED, "eof"))));
        assertThat(lines)
                .containsExactly(
                        "WARNING exchange failed: id=x1 error=BACKEND_CLOSED status=502 rule=- client=192.0.2.1"
                                + " request=\"GET /a?b\""
                                + " cause=\"the backend closed the connection without an answer: eof\"");
    }

    @Test
    void whatWentWellIsSilent() {
        log.ended(summary("GET", "/", Optional.empty()));
        assertThat(lines).isEmpty();
    }

    @Test
    void theClientsFaultsAreInfoAndOursAreErrors() {
        log.ended(summary("GET", "/", Optional.of(new Failure(ProxyError.TARGET_MALFORMED, ""))));
        log.ended(summary("GET", "/", Optional.of(new Failure(ProxyError.INTERNAL, ""))));
        assertThat(lines.get(0)).startsWith("INFO ");
        assertThat(lines.get(1)).startsWith("ERROR ");
    }

    @Test
    void controlCharactersCannotForgeALine() {
        log.ended(summary(
                "GET", "/\r\nx\u001b[31m\"\u2028", Optional.of(new Failure(ProxyError.BACKEND_CLOSED, "a\nb"))));
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .contains("\\u000d\\u000ax\\u001b[31m\\\"\\u2028", "a\\u000ab")
                .matches("[\\x20-\\x7e]*");
    }

    @Test
    void overlongTextsAreCut() {
        assertThat(FailureLog.printable("a".repeat(5000))).hasSize(1027).endsWith("...");
    }

    private static Summary summary(String method, String target, Optional<Failure> failure) {
        return new Summary("x1", method, target, "192.0.2.1", Optional.empty(), failure);
    }

    private final class Collecting implements System.Logger {

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
            lines.add(level + " " + text);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format, Object... params) {
            lines.add(level + " " + format);
        }
    }
}
