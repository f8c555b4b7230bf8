package dev.gangway.rules;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many opening handshakes may come in a while, and how many of them at once. Immutable.
 *
 * @param count 0 for as many as come
 * @param burst how many may come at once after a pause
 */
public record HandshakeRate(int count, Duration per, int burst) {

    public static final HandshakeRate UNLIMITED = new HandshakeRate(0, Duration.ofSeconds(1), 0);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(?:/(s|min|h))?");

    private static final Pattern BURST = Pattern.compile("0*[1-9][0-9]{0,8}");

    static HandshakeRate parse(String text) throws Refusal {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw Refusal.expected(text, "a number from 0, with /s, /min or /h after it (without: /s)");
        }
        int count = Integer.parseInt(matcher.group(1));
        if (count == 0) {
            return UNLIMITED;
        }
        Duration per = matcher.group(2) == null || matcher.group(2).equals("s")
                ? Duration.ofSeconds(1)
                : matcher.group(2).equals("min") ? Duration.ofMinutes(1) : Duration.ofHours(1);
        return new HandshakeRate(count, per, count);
    }

    HandshakeRate withBurst(String most) throws Refusal {
        if (!BURST.matcher(most).matches()) {
            throw Refusal.expected(most, "a number from 1, digits only");
        }
        return new HandshakeRate(count, per, Integer.parseInt(most));
    }

    public boolean limits() {
        return count > 0;
    }

    @Override
    public String toString() {
        String unit = per.equals(Duration.ofSeconds(1)) ? "s" : per.equals(Duration.ofMinutes(1)) ? "min" : "h";
        return limits() ? count + "/" + unit + ", at once " + burst : "no limit";
    }
}
