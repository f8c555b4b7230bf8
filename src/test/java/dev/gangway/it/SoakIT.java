package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.HostFigures;
import dev.gangway.testing.HostKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * HTTP and WebSocket traffic with aborts for a quarter of a minute, for a quarter of an hour in profile {@code long}
 * ({@code -Dsoak.seconds}, {@code -Dsoak.host}): afterwards the host holds what it held before.
 */
@Timeout(value = 7_200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SoakIT {

    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("soak.seconds", 15));
    private static final int LOOKS = 15;

    @Test
    void holdsNoMoreThanBefore() throws InterruptedException {
        HostKind kind = HostKind.valueOf(System.getProperty("soak.host", HostKind.STANDALONE.name()));
        try (CrowdedHost host = CrowdedHost.warm(kind, 1)) {
            HostFigures before = host.settled();
            System.out.println("soak in " + kind + ", before: " + before);
            for (int look = 1; look <= LOOKS; look++) {
                long end = System.nanoTime() + LENGTH.toNanos() / LOOKS;
                host.crowd().go(Long.MAX_VALUE / 2, () -> System.nanoTime() > end);
                if (LENGTH.toMinutes() > 0) {
                    System.out.println("soak, after part " + look + ": " + host.crowd() + "; " + host.figures());
                }
            }
            HostFigures after = host.settled();
            System.out.println("soak of " + LENGTH.toSeconds() + " s: " + host.crowd() + "; after: " + after);
            host.assertClean(before, after);
            assertThat(host.crowd().sessions()).isPositive();
        }
    }
}
