package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gangway.exchange.BackendHandshake;
import dev.gangway.message.Fields;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.ConnectionSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestOctetsTest {

    private static String octets(String target, Fields fields, List<String> subprotocols) {
        Duration second = Duration.ofSeconds(1);
        BackendHandshake handshake = new BackendHandshake(
                new BackendOrigin("ws", "b", 80),
                target,
                fields,
                subprotocols,
                false,
                second,
                second,
                ConnectionSettings.DEFAULT);
        return StandardCharsets.ISO_8859_1
                .decode(RequestOctets.of(handshake, "KEY=="))
                .toString();
    }

    @Test
    void writesTheHeadAsPlanned() {
        Fields fields = Fields.builder()
                .add("Host", "b")
                .add("Cookie", "a=\u00fc;\tb")
                .add("X", "")
                .build();
        assertThat(octets("/a%20b/%2F%3f;v=1//x/..|{}?q=%0D%0a&z=+[]", fields, List.of("b", "A")))
                .isEqualTo("GET /a%20b/%2F%3f;v=1//x/..|{}?q=%0D%0a&z=+[] HTTP/1.1\r\n"
                        + String.join(
                                "\r\n",
                                "Host: b",
                                "Cookie: a=\u00fc;\tb",
                                "X: ",
                                "Connection: Upgrade",
                                "Upgrade: websocket",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: KEY==",
                                "Sec-WebSocket-Protocol: b, A",
                                "",
                                ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a b", "/a\r\nX: y", "/\u00fc", "/\u0000", "/\u007f"})
    void refusesTargetsThatWouldSplitTheRequest(String target) {
        assertThatIllegalArgumentException().isThrownBy(() -> octets(target, Fields.empty(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "\u0000", "\u007f", "\u20ac"})
    void refusesValuesThatWouldSplitTheHead(String value) {
        Fields fields = Fields.builder().add("X", value).build();
        assertThatIllegalArgumentException().isThrownBy(() -> octets("/", fields, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> octets("/", Fields.empty(), List.of(value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "\u00fc"})
    void refusesNamesThatAreNotTokens(String name) {
        Fields fields = Fields.builder().add(name, "x").build();
        assertThatIllegalArgumentException().isThrownBy(() -> octets("/", fields, List.of()));
    }
}
