package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class MessageLimitTest {

    private final AtomicInteger told = new AtomicInteger();

    private MessageLimit limit(long octets) {
        return new MessageLimit(octets, told::incrementAndGet);
    }

    @Test
    void messagesOfExactlyTheLimitPassAgainAndAgain() {
        MessageLimit limit = limit(10);
        for (int i = 0; i < 3; i++) {
            assertThat(limit.admits(4, false)).isTrue();
            assertThat(limit.admits(6, false)).isTrue();
            assertThat(limit.admits(0, true)).isTrue();
            assertThat(limit.admits(10, true)).isTrue();
        }
        assertThat(told).hasValue(0);
    }

    @Test
    void thePartThatExceedsAndAllAfterItStayBehindAndAreToldOnce() {
        MessageLimit limit = limit(10);
        assertThat(limit.admits(10, false)).isTrue();
        assertThat(limit.admits(1, false)).isFalse();
        assertThat(limit.admits(5, true)).isFalse();
        assertThat(limit.admits("", true)).isFalse();
        assertThat(told).hasValue(1);
    }

    @Test
    void textCountsAsItsOctets() {
        String text = "aü€🎈";
        assertThat(limit(10).admits(text, true)).isTrue();
        assertThat(limit(9).admits(text, true)).isFalse();
        MessageLimit split = limit(10);
        assertThat(split.admits(text.substring(0, 4), false)).isTrue();
        assertThat(split.admits(text.substring(4), true)).isTrue();
        MessageLimit tooSmall = limit(9);
        assertThat(tooSmall.admits(text.substring(0, 4), false)).isTrue();
        assertThat(tooSmall.admits(text.substring(4), true)).isFalse();
    }

    @Test
    void zeroIsNoLimit() {
        MessageLimit limit = limit(0);
        for (int i = 0; i < 5; i++) {
            assertThat(limit.admits(Integer.MAX_VALUE, false)).isTrue();
        }
        assertThat(limit.admits("x", true)).isTrue();
    }
}
