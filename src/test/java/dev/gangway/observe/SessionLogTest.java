package dev.gangway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.EndCause;
import dev.gangway.exchange.SessionObserver;
import dev.gangway.rules.ParseResult;
import dev.gangway.rules.ProxyPass;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import dev.gangway.rules.SocketEnds;
import dev.gangway.rules.SocketTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionLogTest {

    private static final ProxyPass RULE = ((ParseResult.Parsed)
                    RulesParser.parse(List.of(new RulesSource("rules", "ProxyPass / http://b.example/"))))
            .rules()
            .mappings()
            .get(0);

    private final List<String> lines = new ArrayList<>();
    private final SessionLog log = new SessionLog(new Collecting());

    @Test
    void oneLineWithEverything() {
        log.ended(summary(EndCause.BACKEND_GONE, "/app/websocket/?a=b", Optional.of(Duration.ofNanos(14_149_000))));
        assertThat(lines)
                .containsExactly("INFO session ended: id=x1 cause=BG code=1006 rule=rules:1 worker=http://b.example/"
                        + " client=192.0.2.1 seconds=71.204 to-backend=31/2210 to-client=90/81022 client-rtt=14.1ms"
                        + " backend-rtt=- request=\"/app/websocket/?a=b\""
                        + " meaning=\"the backend's connection ended without a Close frame\"");
    }

    @Test
    void backendsFaultsAreWarningsAndOursAreErrors() {
        log.ended(summary(EndCause.BACKEND_SILENT, "/", Optional.empty()));
        log.ended(summary(EndCause.INTERNAL, "/", Optional.empty()));
        log.ended(summary(EndCause.CLIENT_SILENT, "/", Optional.empty()));
        assertThat(lines.get(0)).startsWith("WARNING ");
        assertThat(lines.get(1)).startsWith("ERROR ");
        assertThat(lines.get(2)).startsWith("INFO ");
    }

    @Test
    void controlCharactersCannotForgeALine() {
        log.ended(summary(EndCause.CLIENT_CLOSED, "/\r\nx\u001b\"", Optional.empty()));
        assertThat(lines.get(0)).contains("\"/\\u000d\\u000ax\\u001b\\\"\"").matches("[\\x20-\\x7e]*");
    }

    private static SessionObserver.Summary summary(EndCause cause, String target, Optional<Duration> roundTrip) {
        return new SessionObserver.Summary(
                new SessionObserver.Start(
                        "x1", target, "192.0.2.1", RULE, "http://b.example/", SocketTimes.NONE, SocketEnds.NONE),
                cause,
                1006,
                Duration.ofMillis(71_204),
                new SessionObserver.Passed(31, 2210),
                new SessionObserver.Passed(90, 81_022),
                roundTrip,
                Optional.empty());
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
