package dev.gangway.message;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page comes from, as browsers say it in Origin (RFC 6454 section 6.2). Immutable; equal when they name the same
 * scheme, host and port.
 *
 * @param scheme in lower case
 * @param host in lower case, an IPv6 address in brackets
 * @param port the scheme's default one where none is written; empty for schemes that have none
 */
public record WebOrigin(String scheme, String host, OptionalInt port) {

    private static final String SCHEME = "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://";
    private static final String AUTHORITY = "(?<host>[A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+\\])(?::(?<port>[0-9]{1,5}))?";
    private static final Pattern FORM = Pattern.compile(SCHEME + AUTHORITY);
    private static final int LAST_PORT = 65_535;

    /** Empty for anything but one origin with a host; {@code null}, which browsers send for pages without one, is none. */
    public static Optional<WebOrigin> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String scheme = matcher.group("scheme").toLowerCase(Locale.ROOT);
        String digits = Optional.ofNullable(matcher.group("port")).orElse("");
        OptionalInt port = digits.isEmpty() ? defaultPort(scheme) : OptionalInt.of(Integer.parseInt(digits));
        return port.isPresent() && port.getAsInt() > LAST_PORT
                ? Optional.empty()
                : Optional.of(new WebOrigin(scheme, matcher.group("host").toLowerCase(Locale.ROOT), port));
    }

    private static OptionalInt defaultPort(String scheme) {
        return switch (scheme) {
            case "http" -> OptionalInt.of(80);
            case "https" -> OptionalInt.of(443);
            default -> OptionalInt.empty();
        };
    }

    @Override
    public String toString() {
        return scheme + "://" + host + (port.equals(defaultPort(scheme)) ? "" : ":" + port.getAsInt());
    }
}
