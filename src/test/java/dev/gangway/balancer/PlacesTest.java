package dev.gangway.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private static final int MOST_WAITING = 10_000;

    private final ManualTimer timer = new ManualTimer();
    private final List<String> events = new ArrayList<>();

    @Test
    void withoutMaxEverybodyIsGrantedAtOnce() {
        Places places = new Places(OptionalInt.empty(), Duration.ofSeconds(30), MOST_WAITING, timer);
        apply(places, "a");
        apply(places, "b");
        assertThat(events).containsExactly("a granted", "b granted");
        assertThat(places.taken()).isEqualTo(2);
    }

    @Test
    void laterOnesWaitInOrder() {
        Places places = new Places(OptionalInt.of(1), Duration.ofSeconds(30), MOST_WAITING, timer);
        apply(places, "a");
        apply(places, "b");
        apply(places, "c");
        assertThat(events).containsExactly("a granted");
        places.release();
        places.release();
        assertThat(events).containsExactly("a granted", "b granted", "c granted");
        places.release();
        assertThat(places.taken()).isZero();
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void whoWaitsTooLongIsTurnedAwayAndLeavesTheQueue() {
        Places places = new Places(OptionalInt.of(1), Duration.ofSeconds(30), MOST_WAITING, timer);
        apply(places, "a");
        apply(places, "b");
        timer.advance(Duration.ofSeconds(29));
        apply(places, "c");
        timer.advance(Duration.ofSeconds(1));
        assertThat(events).containsExactly("a granted", "b turned away: all 1 places stayed taken for 30000 ms");
        places.release();
        assertThat(events).last().isEqualTo("c granted");
    }

    @Test
    void whoIsGoneLeavesThePlaceToTheNext() {
        Places places = new Places(OptionalInt.of(1), Duration.ofSeconds(30), MOST_WAITING, timer);
        apply(places, "a");
        for (int i = 0; i < 5_000; i++) {
            apply(places, "gone");
        }
        apply(places, "b");
        places.release();
        assertThat(events).last().isEqualTo("b granted");
        assertThat(places.taken()).isEqualTo(1);
        places.release();
        apply(places, "gone at once");
        assertThat(places.taken()).isZero();
    }

    @Test
    void whoEndsWithinTheGrantHandsOnWithoutRecursion() {
        Places places = new Places(OptionalInt.of(1), Duration.ofSeconds(30), MOST_WAITING, timer);
        apply(places, "first");
        for (int i = 0; i < 5_000; i++) {
            places.take(new Places.Applicant() {
                @Override
                public boolean granted() {
                    places.release();
                    return true;
                }

                @Override
                public void turnedAway(String reason) {}
            });
        }
        apply(places, "last");
        places.release();
        assertThat(events).containsExactly("first granted", "last granted");
        assertThat(places.taken()).isEqualTo(1);
    }

    @Test
    void theQueueIsBounded() {
        Places places = new Places(OptionalInt.of(1), Duration.ofSeconds(30), MOST_WAITING, timer);
        for (int i = 0; i <= MOST_WAITING; i++) {
            apply(places, "x");
        }
        events.clear();
        apply(places, "late");
        assertThat(events).containsExactly("late turned away: 10000 exchanges wait already");
    }

    private void apply(Places places, String name) {
        places.take(new Places.Applicant() {
            @Override
            public boolean granted() {
                events.add(name + " granted");
                return !name.startsWith("gone");
            }

            @Override
            public void turnedAway(String reason) {
                events.add(name + " turned away: " + reason);
            }
        });
    }
}
