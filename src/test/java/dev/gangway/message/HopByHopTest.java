package dev.gangway.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopByHopTest {

    @Test
    void connectionFieldsAndFramingGo() {
        Fields stripped = HopByHop.strip(Fields.builder()
                .add("Connection", "close")
                .add("Keep-Alive", "timeout=5")
                .add("Proxy-Connection", "keep-alive")
                .add("TE", "trailers")
                .add("Trailer", "X-T")
                .add("Transfer-Encoding", "chunked")
                .add("Content-Length", "5")
                .add("Upgrade", "h2c")
                .add("HTTP2-Settings", "AAA")
                .add("Accept", "*/*")
                .build());
        assertThat(stripped.lines()).containsExactly(new Field("Accept", "*/*"));
    }

    @Test
    void nominatedFieldsGo() {
        Fields stripped = HopByHop.strip(Fields.builder()
                .add("Connection", "x-foo, close")
                .add("X-Foo", "1")
                .add("X-Bar", "2")
                .build());
        assertThat(stripped.lines()).containsExactly(new Field("X-Bar", "2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "Cookie",
                "Authorization",
                "Content-Type",
                "Content-Encoding",
                "X-Forwarded-For",
                "Sec-WebSocket-Key",
                "Shiny-Server-Credentials",
                "Origin",
                "Forwarded"
            })
    void protectedFieldsCannotBeNominatedAway(String name) {
        Fields stripped = HopByHop.strip(
                Fields.builder().add("Connection", name).add(name, "kept").build());
        assertThat(stripped.first(name)).contains("kept");
    }

    @Test
    void anOddConnectionFieldDoesNoHarm() {
        Fields stripped = HopByHop.strip(
                Fields.builder().add("Connection", ",;, ,").add("A", "1").build());
        assertThat(stripped.lines()).containsExactly(new Field("A", "1"));
    }

    @Test
    void strippingTwiceChangesNothing() {
        Fields once = HopByHop.strip(Fields.builder()
                .add("Connection", "a")
                .add("A", "1")
                .add("B", "2")
                .build());
        assertThat(HopByHop.strip(once)).isEqualTo(once);
    }
}
