package dev.gangway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.balancer.ManualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleTimerTest {

    private final ManualTimer clock = new ManualTimer();
    private final List<String> fired = new ArrayList<>();
    private final IdleTimer idle = new IdleTimer(clock);

    @Test
    void firesOnceAfterTheLimit() {
        idle.arm(Duration.ofSeconds(10), () -> fired.add("idle"));
        clock.advance(Duration.ofSeconds(9));
        assertThat(fired).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(100));
        assertThat(fired).containsExactly("idle");
    }

    @Test
    void everyTouchStartsTheLimitAnew() {
        idle.arm(Duration.ofSeconds(10), () -> fired.add("idle"));
        clock.advance(Duration.ofSeconds(6));
        idle.touch();
        clock.advance(Duration.ofSeconds(6));
        assertThat(fired).isEmpty();
        clock.advance(Duration.ofSeconds(4));
        assertThat(fired).containsExactly("idle");
    }

    @Test
    void armingAgainReplacesLimitAndAction() {
        idle.arm(Duration.ofSeconds(10), () -> fired.add("first"));
        idle.arm(Duration.ofSeconds(3), () -> fired.add("second"));
        clock.advance(Duration.ofSeconds(30));
        assertThat(fired).containsExactly("second");
    }

    @Test
    void disarmedItIsSilentAndHoldsNoTask() {
        idle.arm(Duration.ofSeconds(10), () -> fired.add("idle"));
        idle.disarm();
        assertThat(clock.scheduled()).isZero();
        clock.advance(Duration.ofSeconds(30));
        assertThat(fired).isEmpty();
    }
}
