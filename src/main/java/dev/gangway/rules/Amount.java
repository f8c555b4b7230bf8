package dev.gangway.rules;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and times as httpd's parameters write them. Stateless. */
final class Amount {

    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,9})(.*)");

    private static final Duration LONGEST = Duration.ofDays(365);

    private Amount() {}

    private static boolean startsWithDigit(String text) {
        return !text.isEmpty() && Character.isDigit(text.charAt(0));
    }

    /**
     * A plain integer. httpd ignores what follows the digits ({@code 500ms} seconds are 500 s); so do we, with a warning.
     */
    static int integer(Invocation invocation, String what, String value, int minimum) throws Refusal {
        Matcher matcher = NUMBER.matcher(value);
        if (!matcher.matches() || startsWithDigit(matcher.group(2)) || Integer.parseInt(matcher.group(1)) < minimum) {
            throw new Refusal("bad value \"" + value + "\" of " + what + ", expected a number from " + minimum);
        }
        int number = Integer.parseInt(matcher.group(1));
        if (!matcher.group(2).isEmpty()) {
            invocation.notice(what + " \"" + value + "\" is read as " + number + ": httpd ignores the \""
                    + matcher.group(2) + "\" here");
        }
        return number;
    }

    /** A plain integer of seconds, at least one. */
    static Duration seconds(Invocation invocation, String what, String value) throws Refusal {
        return Duration.ofSeconds(integer(invocation, what, value, 1));
    }

    /** A time with an optional suffix, at least one millisecond. */
    static Duration time(String what, String value, String defaultUnit) throws Refusal {
        Matcher matcher = NUMBER.matcher(value);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            String written = matcher.group(2).toLowerCase(Locale.ROOT);
            Duration time = switch (written.isEmpty() ? defaultUnit : written) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "mi", "min" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ZERO;
            };
            if (!time.isZero() && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        }
        throw new Refusal("bad value \"" + value + "\" of " + what
                + ", expected a number from 1, at most 365 days, with ms, s, min or h after it (without: " + defaultUnit
                + ")");
    }
}
