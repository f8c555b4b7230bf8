package dev.gangway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing found interesting or wrong once, again: every input of every target. */
class FuzzCorpusTest {

    /** Far more than a head may have; work that grows with the square of it takes seconds for each. */
    private static final int LONG_OCTETS = 64 * 1024;

    private static final Duration LINEAR = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource
    void everyInputHoldsWhatTheTargetPromises(FuzzTarget target) throws IOException {
        assertThat(target.inputs()).as("corpus").hasSizeGreaterThan(5);
        for (Path input : target.inputs()) {
            byte[] octets = Files.readAllBytes(input);
            try {
                target.property.holds(octets);
            } catch (Exception | AssertionError broken) {
                throw new AssertionError(input.toString(), broken);
            }
        }
    }

    /** Not of rules, which the operator writes, nor of the targets that hold some in each input. */
    @ParameterizedTest
    @EnumSource(
            names = {"RULES", "DECISIONS"},
            mode = EnumSource.Mode.EXCLUDE)
    void workGrowsWithTheInputOnly(FuzzTarget target) throws IOException {
        for (Path input : target.inputs().subList(0, 2)) {
            byte[] octets = Files.readAllBytes(input);
            byte[] tail = Arrays.copyOfRange(octets, octets.length - 2, octets.length);
            for (byte[] part : List.of(octets, tail)) {
                byte[] repeated = repeated(octets, part);
                assertTimeoutPreemptively(LINEAR, () -> target.property.holds(repeated), input.toString());
            }
        }
    }

    private static byte[] repeated(byte[] octets, byte[] part) {
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        repeated.writeBytes(octets);
        while (repeated.size() < LONG_OCTETS) {
            repeated.writeBytes(part);
        }
        return repeated.toByteArray();
    }
}
