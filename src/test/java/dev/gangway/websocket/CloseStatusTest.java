package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CloseStatusTest {

    @ParameterizedTest
    @CsvSource({
        "1000,1000,1000", "1001,1001,1001", "1011,1011,1011", "1014,1014,1014", "3000,3000,3000", "4999,4999,4999",
        "1004,1001,1011", "1005,1005,1000", "1006,1001,1011", "1015,1001,1011", "2999,1001,1011", "5000,1001,1011"
    })
    void mapsCodes(int code, int towardsBackend, int towardsClient) {
        assertThat(CloseStatus.of(code).towardsBackend().code()).isEqualTo(towardsBackend);
        assertThat(CloseStatus.of(code).towardsClient().code()).isEqualTo(towardsClient);
        assertThat(CloseStatus.of(code)
                        .towardsClient()
                        .closeReason()
                        .getCloseCode()
                        .getCode())
                .isEqualTo(towardsClient);
    }

    @Test
    void trimsReasonsBetweenCharacters() throws FrameViolation {
        byte[] payload = new CloseStatus(1000, "a" + "\u20ac".repeat(60)).payload();
        assertThat(payload).hasSizeLessThanOrEqualTo(125).hasSize(2 + 1 + 40 * 3);
        assertThat(CloseStatus.received(payload).reason()).isEqualTo("a" + "\u20ac".repeat(40));
    }

    @Test
    void sendsNoCodeThatMayNotStandOnTheWire() {
        assertThat(CloseStatus.of(CloseStatus.NO_STATUS).payload()).isEmpty();
        assertThat(CloseStatus.of(CloseStatus.ABNORMAL).payload()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65535})
    void refusesReceivedCodesThatMayNotStandOnTheWire(int code) {
        byte[] payload = {(byte) (code >> 8), (byte) code};
        assertThatExceptionOfType(FrameViolation.class)
                .isThrownBy(() -> CloseStatus.received(payload))
                .satisfies(violation -> assertThat(violation.code()).isEqualTo(1002));
    }

    @Test
    void refusesHalfACodeAndBrokenText() {
        assertThatExceptionOfType(FrameViolation.class).isThrownBy(() -> CloseStatus.received(new byte[1]));
        assertThatExceptionOfType(FrameViolation.class)
                .isThrownBy(() -> CloseStatus.received(new byte[] {3, (byte) 0xe8, (byte) 0xff}))
                .satisfies(violation -> assertThat(violation.code()).isEqualTo(1007));
    }

    @Test
    void readsACodeWithItsReason() throws FrameViolation {
        byte[] text = "gr\u00fc\u00dfe".getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + text.length];
        payload[0] = 0x0f;
        payload[1] = (byte) 0xa0;
        System.arraycopy(text, 0, payload, 2, text.length);
        assertThat(CloseStatus.received(payload)).isEqualTo(new CloseStatus(4000, "gr\u00fc\u00dfe"));
        assertThat(CloseStatus.received(new byte[0]).code()).isEqualTo(1005);
    }
}
