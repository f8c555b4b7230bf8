package dev.gangway.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The status of a Redirect line: a word or a number. Stateless. */
final class RedirectStatus {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);
    private static final String EXPECTED = "permanent, temp, seeother, gone, 301, 302, 303, 307, 308 or 400 to 599";

    private RedirectStatus() {}

    /** Empty for what is no status, so a path, an expression or a URL. */
    static Optional<Integer> parse(String written) throws Refusal {
        Optional<Integer> word = switch (written.toLowerCase(Locale.ROOT)) {
            case "permanent" -> Optional.of(301);
            case "temp" -> Optional.of(302);
            case "seeother" -> Optional.of(303);
            case "gone" -> Optional.of(410);
            default -> Optional.empty();
        };
        if (word.isPresent() || !NUMBER.matcher(written).matches()) {
            return word;
        }
        int status = written.length() == 3 ? Integer.parseInt(written) : 0;
        if (!ELSEWHERE.contains(status) && (status < 400 || status > 599)) {
            throw Refusal.expected(written, EXPECTED);
        }
        return Optional.of(status);
    }

    static boolean leadsElsewhere(int status) {
        return ELSEWHERE.contains(status);
    }
}
