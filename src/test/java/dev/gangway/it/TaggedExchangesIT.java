package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.HostFigures;
import dev.gangway.testing.HostKind;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of exchanges with random aborts on either side: no octet reaches another user (threats.md row 23).
 * {@code -Dcrowd.exchanges}, {@code -Dcrowd.seed} and {@code -Dcrowd.hosts} for more and others.
 */
@Timeout(value = 1_800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaggedExchangesIT {

    private static final long EXCHANGES = Long.getLong("crowd.exchanges", 10_000);
    private static final long SEED = Long.getLong("crowd.seed", 4);

    static Stream<HostKind> hosts() {
        return Arrays.stream(System.getProperty("crowd.hosts", HostKind.STANDALONE.name())
                        .split(","))
                .map(HostKind::valueOf);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void everyoneGetsHisOwn(HostKind kind) throws InterruptedException {
        try (CrowdedHost host = CrowdedHost.warm(kind, SEED)) {
            HostFigures before = host.settled();
            long start = System.nanoTime();
            host.crowd().go(EXCHANGES, () -> false);
            long took = (System.nanoTime() - start) / 1_000_000;
            HostFigures after = host.settled();
            System.out.println(kind + ": seed " + SEED + ", " + host.crowd() + ", the last " + EXCHANGES + " in " + took
                    + " ms; before: " + before + "; after: " + after);
            host.assertClean(before, after);
            assertThat(host.crowd().whole()).isGreaterThan(EXCHANGES / 2);
            assertThat(host.crowd().cut()).isGreaterThan(EXCHANGES / 50);
        }
    }
}
