package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.httpclient.BackendRig.Heard;
import dev.gangway.testing.BackendCall;
import dev.gangway.testing.FakeBackend;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A request is repeated once, and only if it is safe and nobody has answered; an unsafe one reaches a backend once. */
class RepeatTest {

    /** Where a backend ends a kept connection. */
    private enum Point {
        BEFORE_CONTENT,
        WITHIN_CONTENT,
        AFTER_CONTENT,
        WITHIN_STATUS_LINE,
        WITHIN_HEAD,
        AFTER_INTERIM,
        AFTER_HEAD,
        WITHIN_ANSWER;

        void reach(BackendCall call) throws IOException {
            switch (this) {
                case BEFORE_CONTENT -> {}
                case WITHIN_CONTENT -> call.readExactly(3);
                case AFTER_CONTENT -> call.content();
                case WITHIN_STATUS_LINE -> call.write("HTTP/1.1 2");
                case WITHIN_HEAD -> call.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n");
                case AFTER_INTERIM -> call.write("HTTP/1.1 100 Continue\r\n\r\n");
                case AFTER_HEAD -> call.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
                case WITHIN_ANSWER -> call.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n123");
            }
        }

        boolean answered() {
            return compareTo(WITHIN_STATUS_LINE) >= 0;
        }
    }

    static Stream<Arguments> unsafe() {
        return Stream.of(Point.values())
                .flatMap(point -> Stream.of("POST", "PATCH", "PUT", "GET", "BREW")
                        .flatMap(method -> Stream.of(true, false).map(reset -> Arguments.of(point, method, reset))));
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void withContentItReachesABackendOnce(Point point, String method, boolean reset) throws Exception {
        try (FakeBackend fake = ending(point, reset);
                BackendRig rig = new BackendRig()) {
            rig.get(fake.port(), "/warm");
            Heard heard = rig.send("http", "127.0.0.1", fake.port(), method, "/x", "content")
                    .heard();
            assertThat(heard.failure()).isPresent();
            assertThat(fake.heads("/x")).hasSize(1);
            assertThat(rig.get(fake.port(), "/warm").content()).isEqualTo("warm");
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutContentItDependsOnTheMethod(Point point) throws Exception {
        if (point == Point.WITHIN_CONTENT) {
            return;
        }
        for (String method : List.of("POST", "PATCH", "BREW", "GET", "DELETE", "OPTIONS", "PUT")) {
            boolean idempotent = List.of("GET", "DELETE", "OPTIONS", "PUT").contains(method);
            try (FakeBackend fake = ending(point, false);
                    BackendRig rig = new BackendRig()) {
                rig.get(fake.port(), "/warm");
                Heard heard = rig.send("http", "127.0.0.1", fake.port(), method, "/x", "")
                        .heard();
                assertThat(heard.failure()).as(method).isPresent();
                assertThat(fake.heads("/x")).as(method).hasSize(idempotent && !point.answered() ? 2 : 1);
            }
        }
    }

    private static FakeBackend ending(Point point, boolean reset) {
        return FakeBackend.start(call -> call.answer("200 OK", "warm")).on("/x", call -> {
            point.reach(call);
            if (reset) {
                call.reset();
            } else {
                call.close();
            }
        });
    }
}
