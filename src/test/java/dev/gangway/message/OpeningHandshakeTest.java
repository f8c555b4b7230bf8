package dev.gangway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpeningHandshakeTest {

    private static Fields.Builder proper() {
        return Fields.builder()
                .add("Host", "a")
                .add("Upgrade", "WebSocket")
                .add("Connection", "keep-alive, Upgrade")
                .add("Sec-WebSocket-Version", "13")
                .add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    }

    private static OpeningHandshake detect(Fields.Builder fields) {
        return OpeningHandshake.detect("GET", true, fields.build());
    }

    @Test
    void acceptsAProperHandshake() {
        assertThat(detect(proper())).isEqualTo(new OpeningHandshake.Valid(List.of()));
    }

    @Test
    void keepsTheOfferedSubprotocolsInOrderAndCase() {
        assertThat(detect(proper().add("Sec-WebSocket-Protocol", "b, A,").add("sec-websocket-protocol", "c,b")))
                .isEqualTo(new OpeningHandshake.Valid(List.of("b", "A", "c")));
    }

    @Test
    void takesAnythingElseForPlainHttp() {
        OpeningHandshake plain = new OpeningHandshake.NotAHandshake();
        assertThat(OpeningHandshake.detect("POST", true, proper().build())).isEqualTo(plain);
        assertThat(OpeningHandshake.detect("GET", false, proper().build())).isEqualTo(plain);
        assertThat(detect(proper().remove("Upgrade"))).isEqualTo(plain);
        assertThat(detect(proper().set("Upgrade", "h2c"))).isEqualTo(plain);
        assertThat(detect(proper().set("Connection", "keep-alive"))).isEqualTo(plain);
        assertThat(detect(Fields.builder())).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-WebSocket-Version,8,426",
        "Sec-WebSocket-Version,'13, 8',426",
        "Sec-WebSocket-Key,short,400",
        "Sec-WebSocket-Key,AAAA,400",
        "Sec-WebSocket-Key,dGhlIHNhbXBsZSBub25jZQ,400",
        "Sec-WebSocket-Key,'',400",
        "Sec-WebSocket-Protocol,a b,400",
        "Sec-WebSocket-Protocol,'a\"',400"
    })
    void refusesABrokenHandshake(String name, String value, int status) {
        assertThat(detect(proper().set(name, value)))
                .isInstanceOfSatisfying(
                        OpeningHandshake.Malformed.class,
                        broken -> assertThat(broken.status()).isEqualTo(status));
    }

    @Test
    void refusesMissingAndRepeatedFields() {
        assertThat(detect(proper().remove("Sec-WebSocket-Version"))).isInstanceOf(OpeningHandshake.Malformed.class);
        assertThat(detect(proper().remove("Sec-WebSocket-Key"))).isInstanceOf(OpeningHandshake.Malformed.class);
        assertThat(detect(proper().add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")))
                .isInstanceOf(OpeningHandshake.Malformed.class);
    }
}
