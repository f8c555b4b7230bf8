package dev.gangway.rules;

import java.util.Locale;
import java.util.TreeSet;

/** The initial flags of a worker, {@code status=+H-E} (mod_proxy.md section 7.4). Stateless. */
final class WorkerStatus {

    /** Disabled, stopped, check failed, draining, spare: on its own such a worker takes no request. */
    private static final String IDLE = "DSCNR";

    static final WorkerParameterType<String> TYPE = new WorkerParameterType<>(
            "flags", "letters of D S I R H E N C, each with + or - or nothing before it", WorkerStatus::read);

    private WorkerStatus() {}

    /** The flags that are set, in alphabetical order. */
    private static String read(Invocation invocation, String key, String value) throws Refusal {
        TreeSet<String> flags = new TreeSet<>();
        boolean set = true;
        for (char character : value.toUpperCase(Locale.ROOT).toCharArray()) {
            if (character == '+' || character == '-') {
                set = character == '+';
            } else if ("DSIRHENC".indexOf(character) < 0) {
                throw new Refusal("bad value \"" + value + "\" of " + key + ", expected " + TYPE.range());
            } else if (set) {
                flags.add(String.valueOf(character));
            } else {
                flags.remove(String.valueOf(character));
            }
        }
        if (value.isEmpty()) {
            throw new Refusal("bad value \"\" of " + key + ", expected " + TYPE.range());
        }
        for (String flag : flags) {
            if (IDLE.contains(flag)) {
                throw Refusal.notYet("status \"" + value + "\": a worker with flag " + flag
                        + " takes no request unless there are others, and selecting among members");
            }
        }
        return String.join("", flags);
    }
}
