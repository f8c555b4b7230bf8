package dev.gangway.rules;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker or balancer parameter may hold (mod_proxy.md section 2). Immutable.
 *
 * @param name what it is, in a word or two
 * @param range the values taken
 */
record WorkerParameterType<T>(String name, String range, Reader<T> reader) {

    private static final Pattern OCTETS = Pattern.compile("([0-9]{1,9})([kKmMgG]?)");

    /** Makes a value of what is written. */
    @FunctionalInterface
    interface Reader<T> {

        T read(Invocation invocation, String key, String value) throws Refusal;
    }

    static WorkerParameterType<Integer> number(int least) {
        return new WorkerParameterType<>(
                "number", "from " + least, (invocation, key, value) -> Amount.integer(invocation, key, value, least));
    }

    static WorkerParameterType<Integer> number(int least, int most) {
        return new WorkerParameterType<>("number", least + " to " + most, (invocation, key, value) -> {
            int number = Amount.integer(invocation, key, value, least);
            if (number > most) {
                throw bad(key, value, "a number from " + least + " to " + most);
            }
            return number;
        });
    }

    /** Octets of a buffer. */
    static WorkerParameterType<Integer> buffer() {
        return new WorkerParameterType<>("octets", "0 or from 512", (invocation, key, value) -> {
            int octets = Amount.integer(invocation, key, value, 0);
            if (octets > 0 && octets < 512) {
                throw bad(key, value, "0 or a number from 512");
            }
            return octets;
        });
    }

    /** Octets up to a thousand GiB. */
    static WorkerParameterType<Long> octets() {
        return new WorkerParameterType<>("octets", "from 0, with K, M or G after it", (invocation, key, value) -> {
            Matcher written = OCTETS.matcher(value);
            if (!written.matches()) {
                throw bad(key, value, "a number of octets like 500000, 512K, 20M or 1G");
            }
            int shift = switch (written.group(2).toUpperCase(Locale.ROOT)) {
                case "K" -> 10;
                case "M" -> 20;
                case "G" -> 30;
                default -> 0;
            };
            return Long.parseLong(written.group(1)) << shift;
        });
    }

    static WorkerParameterType<Duration> seconds() {
        return new WorkerParameterType<>(
                "seconds", "from 1, no unit", (invocation, key, value) -> Amount.seconds(invocation, key, value));
    }

    static WorkerParameterType<Duration> time(String unit, Duration least) {
        return new WorkerParameterType<>(
                "time",
                "from " + least.toMillis() + "ms, with ms, s, min or h after it; without: " + unit,
                (invocation, key, value) -> {
                    Duration time = Amount.time(key, value, unit);
                    if (time.compareTo(least) < 0) {
                        throw bad(key, value, "at least " + least.toMillis() + "ms");
                    }
                    return time;
                });
    }

    static WorkerParameterType<Boolean> onOff() {
        return new WorkerParameterType<>(
                "switch", "On or Off", (invocation, key, value) -> Invocation.onOff(key, value));
    }

    /** One of these words, in any case. */
    static WorkerParameterType<String> oneOf(String... words) {
        String expected =
                String.join(", ", Arrays.asList(words).subList(0, words.length - 1)) + " or " + words[words.length - 1];
        return new WorkerParameterType<>(
                "word",
                expected,
                (invocation, key, value) -> Arrays.stream(words)
                        .filter(word -> word.equalsIgnoreCase(value))
                        .findFirst()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .orElseThrow(() -> bad(key, value, expected)));
    }

    /** Text that an expression spans. */
    static WorkerParameterType<String> text(String name, String range, String expression) {
        Pattern pattern = Pattern.compile(expression);
        return new WorkerParameterType<>(name, range, (invocation, key, value) -> {
            if (!pattern.matcher(value).matches()) {
                throw bad(key, value, range);
            }
            return value;
        });
    }

    private static Refusal bad(String key, String value, String expected) {
        return new Refusal("bad value \"" + value + "\" of " + key + ", expected " + expected);
    }
}
