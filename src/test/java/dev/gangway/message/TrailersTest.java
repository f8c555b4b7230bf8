package dev.gangway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding",
                "content-length",
                "Content-Type",
                "Host",
                "Trailer",
                "TE",
                "Connection",
                "Set-Cookie",
                "COOKIE",
                "Authorization",
                "Proxy-Authorization",
                "Cache-Control",
                "If-Match",
                "Forwarded",
                "X-Forwarded-For",
                "X_Forwarded_For",
                "X-Real-IP",
                "Shiny-Server-Credentials",
                "shiny.server.credentials",
                "X-Remote-User",
                "Remote_User",
                "Sec-WebSocket-Key",
                "Via",
                "X-Mine",
                "x_mine",
                "Bad Name",
                ""
            })
    void isHeldBack(String name) {
        assertThat(Trailers.passing(fields(name, "v"), Set.of("X-Mine"))).isEmpty();
    }

    @Test
    void whatIsLeftKeepsItsOrder() {
        Fields lines = Fields.builder()
                .add("Grpc-Status", "0")
                .add("Content-Length", "5")
                .add("X-Sum", "a")
                .add("X-Cut", "a\r\nb")
                .add("Grpc-Message", "ok")
                .build();
        assertThat(Trailers.passing(lines, Set.of()).lines())
                .isEqualTo(List.of(
                        new Field("Grpc-Status", "0"), new Field("X-Sum", "a"), new Field("Grpc-Message", "ok")));
    }

    private static Fields fields(String name, String value) {
        return Fields.builder().add(name, value).build();
    }
}
