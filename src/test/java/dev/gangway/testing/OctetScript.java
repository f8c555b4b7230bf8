package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What goes over a connection, in order: octets, pauses, and how it ends. Immutable.
 *
 * <p>Written as text: {@code \r \n \t \\}, <code>\xHH</code>, and <code>\s</code> for a space at a line's end stand for
 * octets; {@code {text*count}} for a repetition; {@code {pause ms}}, {@code {half}}, {@code {close}} and {@code {reset}}
 * for what happens then. Everything else is the octet it shows.
 */
public record OctetScript(List<Step> steps) {

    /** One step. */
    public sealed interface Step {}

    /** These octets, in one write. */
    public record Send(String latin1) implements Step {}

    public record Pause(Duration time) implements Step {}

    /** No more octets; the connection stays readable. */
    public record HalfClose() implements Step {}

    public record Close() implements Step {}

    public record Reset() implements Step {}

    private static final Pattern PART = Pattern.compile(
            "\\\\x(?<hex>[0-9a-f]{2})|\\\\(?<escape>[rnts\\\\])|\\{(?<text>[^{}*]{1,100})\\*(?<count>[0-9]+)\\}"
                    + "|\\{(?<step>half|close|reset)\\}|\\{pause (?<time>[0-9]+)\\}|(?<plain>.)");

    public OctetScript {
        steps = List.copyOf(steps);
    }

    public static OctetScript parse(String text) {
        List<Step> steps = new ArrayList<>();
        StringBuilder octets = new StringBuilder();
        Matcher part = PART.matcher(text);
        while (part.find()) {
            if (part.group("step") == null && part.group("time") == null) {
                octets.append(octets(part));
                continue;
            }
            if (!octets.isEmpty()) {
                steps.add(new Send(octets.toString()));
                octets.setLength(0);
            }
            steps.add(step(part));
        }
        if (!octets.isEmpty()) {
            steps.add(new Send(octets.toString()));
        }
        return new OctetScript(steps);
    }

    /** All octets, without the pauses. */
    public byte[] octets() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Step step : steps) {
            if (step instanceof Send send) {
                all.writeBytes(RawReader.latin1(send.latin1()));
            }
        }
        return all.toByteArray();
    }

    private static Step step(Matcher part) {
        if (part.group("time") != null) {
            return new Pause(Duration.ofMillis(Long.parseLong(part.group("time"))));
        }
        return switch (part.group("step")) {
            case "half" -> new HalfClose();
            case "close" -> new Close();
            default -> new Reset();
        };
    }

    private static String octets(Matcher part) {
        if (part.group("hex") != null) {
            return Character.toString((char) Integer.parseInt(part.group("hex"), 16));
        }
        if (part.group("text") != null) {
            return parse(part.group("text")).text().repeat(Integer.parseInt(part.group("count")));
        }
        if (part.group("plain") != null) {
            return part.group("plain");
        }
        return switch (part.group("escape")) {
            case "r" -> "\r";
            case "n" -> "\n";
            case "t" -> "\t";
            case "s" -> " ";
            default -> "\\";
        };
    }

    private String text() {
        return RawReader.text(octets());
    }
}
