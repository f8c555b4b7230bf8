package dev.gangway.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Every escape and every raw octet once, and paths put together from what paths are twisted with, from a seed. Stateless. */
final class GeneratedProbes {
    private static final String[] BASES = {
        "/r01/a/",
        "/r01/s",
        "/r01/u/",
        "/r01/x",
        "/r01/both",
        "/r02/n/",
        "/r02/g/",
        "/r02/amp/",
        "/r02/",
        "/r02/case/",
        "/r03/",
        "/r03/no",
        "/r03/x",
        "/r04/",
        "/r04/early/",
        "/r05/x",
        "/r05/sp%20ace/",
        "/r06/ws/",
        "/r07/",
        "/r07/denied",
        "/r07/order",
        "/r07/glob",
        "/r08/",
        "/r08/secret",
        "/r08/x/",
        "/r10/",
        "/r11/",
        "/r12/",
        "/r12/a",
        "/r12/x/",
        "/"
    };
    static final String[] SECTIONS = {
        "/s01/",
        "/s01/first",
        "/s01/first/deep",
        "/s01/closed",
        "/s02",
        "/s02/long/",
        "/s03/",
        "/s03/a/",
        "/s03/b/",
        "/s03/7",
        "/s03/a/closed",
        "/s04/",
        "/s05/",
        "/s05/x",
        "/s05/z",
        "/s06/",
        "/s06/denied"
    };
    static final String[] SLASHES = {
        "/k01/", "/k01/a%2Fb", "/k01/a%252Fb", "/k02/a/x", "/k02/a%2Fb/x", "/k03/", "/k03/a%2Fb", "/k04/", "/k04//a"
    };
    private static final String[] ATOMS = {
        "a",
        "b",
        "abc",
        "Z9",
        "/",
        "/",
        "/",
        "//",
        "/./",
        "/../",
        ".",
        "..",
        "/.",
        "/..",
        "..;",
        "/..;/",
        ";v=1",
        ";",
        "%2e",
        "%2E%2e",
        "/%2e%2e/",
        "%5c",
        "%3f",
        "%23",
        "%25",
        "%2525",
        "%20",
        "%0d%0a",
        "%c3%a9",
        "%C3%A9",
        "%e9",
        "\u00c3\u00a9",
        "\u00e9",
        "+",
        "%2b",
        "=",
        "&",
        "@",
        ":",
        "~",
        "%7e",
        "!",
        "'",
        "(",
        "*",
        ",",
        "$",
        "$1",
        "secret",
        ".secret",
        "denied",
        "no",
        "/no",
        "end",
        "/end",
        ".gif",
        "/open",
        "/1/",
        "middle/abc",
        "/__sockjs__/1/x",
        "r03",
        "/deep",
        "%41",
        "%6eo",
        "%73ecret",
        "%64enied"
    };
    private static final String[] RARE = {
        "%2f", "%2F", "%", "%zz", "%4", "%00", "|", "^", "\"", "[", "\\", "{", "<", "%c0%ae"
    };
    private static final String[] QUERIES = {
        "", "", "", "", "?", "?a=b", "?a=%zz&b=%20+", "?a?b", "?x=/../y;z", "?%c3%a9"
    };

    private GeneratedProbes() {}

    static List<Probe> octets() {
        List<Probe> probes = new ArrayList<>();
        for (int octet = 0; octet < 256; octet++) {
            probes.add(Probe.get("escape", "/r10/a%%%02Xb".formatted(octet)));
            probes.add(Probe.get("escape", "/r12/x%%%02xy/end".formatted(octet)));
            probes.add(Probe.get("escape", "/r02/g/%%%02X/5/z".formatted(octet)));
            if (octet > ' ' && octet != '?') {
                probes.add(Probe.get("raw octet", "/r10/a" + (char) octet + "b"));
                probes.add(Probe.get("raw octet", "/r10/a?b" + (char) octet + "c"));
            }
        }
        return probes;
    }

    static List<Probe> paths(long seed, int count) {
        return paths(seed, count, BASES);
    }

    /** Paths that begin with one of the bases. */
    static List<Probe> paths(long seed, int count, String... bases) {
        Random random = new Random(seed);
        List<Probe> probes = new ArrayList<>();
        while (probes.size() < count) {
            StringBuilder target = new StringBuilder(any(random, bases));
            for (int left = random.nextInt(6); left > 0; left--) {
                target.append(atom(random));
            }
            probes.add(Probe.get("seed " + seed, target + any(random, QUERIES)));
        }
        return probes;
    }

    private static String atom(Random random) {
        int choice = random.nextInt(100);
        if (choice < 4) {
            return any(random, RARE);
        }
        return choice < 20 ? "%%%02X".formatted(1 + random.nextInt(255)) : any(random, ATOMS);
    }

    private static String any(Random random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
