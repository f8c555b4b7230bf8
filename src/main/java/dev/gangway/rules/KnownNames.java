package dev.gangway.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names of httpd's own directives and sections that Gangway has no class for: those without meaning here, and those
 * that would change who may pass or what is forwarded. Immutable.
 */
final class KnownNames {

    /** What Gangway makes of a name. */
    enum Standing {
        /** Accepted without effect. */
        INERT,
        /** Refused until it is enforced. */
        REFUSED,
        /** httpd doesn't have it either. */
        UNKNOWN
    }

    private final Map<String, Standing> standings = new HashMap<>();
    private final Map<String, String> spellings = new HashMap<>();
    private final Map<String, String> reasons = new HashMap<>();

    private KnownNames() {}

    static KnownNames load() {
        KnownNames names = new KnownNames();
        try (InputStream stream = KnownNames.class.getResourceAsStream("httpd-names.txt")) {
            if (stream == null) {
                throw new IllegalStateException("httpd-names.txt is missing beside " + KnownNames.class.getName());
            }
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(names::line);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("httpd-names.txt", unreadable);
        }
        return names;
    }

    private void line(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        String[] parts = line.substring(2).split(" ", 2);
        String name = parts[0];
        if (parts.length == 2) {
            reasons.put(name.toLowerCase(Locale.ROOT), parts[1]);
        }
        standings.put(name.toLowerCase(Locale.ROOT), line.charAt(0) == 'i' ? Standing.INERT : Standing.REFUSED);
        spellings.put(name.toLowerCase(Locale.ROOT), name);
    }

    Standing standing(String name) {
        return standings.getOrDefault(name.toLowerCase(Locale.ROOT), Standing.UNKNOWN);
    }

    /** The name as httpd spells it. */
    String spelling(String name) {
        return spellings.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    /** Why it is refused for good; empty for what is only not there yet. */
    Optional<String> reason(String name) {
        return Optional.ofNullable(reasons.get(name.toLowerCase(Locale.ROOT)));
    }

    Collection<String> all() {
        return spellings.values();
    }
}
