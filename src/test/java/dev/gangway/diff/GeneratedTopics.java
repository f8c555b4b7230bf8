package dev.gangway.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Topics from a seed: sections with requirements in random trees, sections with random edits of fields, and requests that
 * tell them apart. Stateless.
 */
final class GeneratedTopics {
    private static final int SECTIONS = 40;
    private static final int REQUESTS_EACH = 8;
    private static final List<String> REQUIREMENTS = List.of(
            "all granted",
            "all denied",
            "ip 10.0.0.0/8",
            "ip 192.0.2.1",
            "env one",
            "env two",
            "method GET",
            "method POST",
            "local");
    private static final List<String> HOSTS = List.of(
            "Order allow,deny",
            "Order deny,allow",
            "Allow from all",
            "Deny from all",
            "Allow from 10",
            "Deny from 10.1",
            "Allow from env=one",
            "Deny from env=two",
            "Order deny,allow\nSatisfy All",
            "Order deny,allow\nDeny from all\nSatisfy Any");
    private static final List<String> CLIENTS =
            List.of("10.0.0.1", "10.1.0.1", "192.0.2.1", "198.51.100.1", "127.0.0.1");
    private static final List<String> EDITS = List.of(
            "set X-A b-%{one}e",
            "set X-A a",
            "setifempty X-A b",
            "append X-A b",
            "merge X-A a",
            "merge X-B \"a b\"",
            "add X-A c",
            "unset X-A",
            "unset X-B",
            "append X-B a env=one",
            "set X-B \"\"",
            "edit X-A a+ <$0>",
            "edit* X-A [ab] -",
            "edit X-B \"(.)(.)\" $2$1",
            "edit* X-B (a)|(b) [$1$2]",
            "edit X-A ^$ empty",
            "edit* X-A \"\\s*,\\s*\" ;");
    private static final List<String> VALUES = List.of("a", "b", "aab", "a, b", "b,a", "a b", "", "\"a\"", "ba;c=d");

    private GeneratedTopics() {}

    static List<Topic> of(long seed) {
        return List.of(access(new Random(seed)), fields(new Random(seed)));
    }

    private static Topic access(Random random) {
        StringBuilder rules = new StringBuilder("""
                RemoteIPHeader X-Client
                RemoteIPInternalProxy 127.0.0.1
                SetEnvIf X-One . one
                SetEnvIf X-Two . two
                """);
        List<String> requests = new ArrayList<>();
        for (int section = 0; section < SECTIONS; section++) {
            // every third one lies in the one before
            String path = section % 3 == 2 ? "/g" + (section - 1) + "/g" + section : "/g" + section;
            rules.append("<Location ").append(path).append(">\n");
            if (random.nextInt(3) > 0) {
                rules.append(tree(random, 3));
            }
            for (int left = random.nextInt(3); left > 0; left--) {
                rules.append(any(random, HOSTS)).append('\n');
            }
            rules.append("</Location>\n");
            for (int left = REQUESTS_EACH; left > 0; left--) {
                requests.add((random.nextBoolean() ? "POST " + path + " | Content-Length: 0" : path)
                        + " | X-Client: " + any(random, CLIENTS)
                        + (random.nextBoolean() ? " | X-One: 1" : "")
                        + (random.nextBoolean() ? " | X-Two: 1" : ""));
            }
        }
        return new Topic("generated-access", rules + "ProxyPass / http://BACKEND/\n", requests);
    }

    /** Negations stand beside something that can grant: httpd refuses those that are alone. */
    private static String tree(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return "Require " + any(random, REQUIREMENTS) + "\n";
        }
        boolean all = random.nextBoolean();
        StringBuilder text =
                new StringBuilder(all ? "<RequireAll>\n" : "<RequireAny>\n").append(tree(random, depth - 1));
        for (int left = 1 + random.nextInt(2); left > 0; left--) {
            text.append(tree(random, depth - 1));
        }
        if (all && random.nextBoolean()) {
            text.append("Require not ").append(any(random, REQUIREMENTS.subList(2, REQUIREMENTS.size())));
            text.append("\n<RequireNone>\n").append(tree(random, 0)).append("</RequireNone>\n");
        }
        return text + (all ? "</RequireAll>\n" : "</RequireAny>\n");
    }

    private static Topic fields(Random random) {
        StringBuilder rules = new StringBuilder("SetEnvIf X-One (.*) one=$1\n");
        List<String> requests = new ArrayList<>();
        for (int section = 0; section < SECTIONS; section++) {
            rules.append("<Location /g").append(section).append(">\n");
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                rules.append("RequestHeader ").append(any(random, EDITS)).append('\n');
                rules.append(any(random, List.of("Header ", "Header onsuccess ", "Header always ")));
                rules.append(any(random, EDITS)).append('\n');
            }
            rules.append("</Location>\n");
            for (int left = REQUESTS_EACH; left > 0; left--) {
                requests.add("/g" + section + lines(random) + (random.nextBoolean() ? " | X-One: o" : "") + " -> "
                        + any(random, List.of("200 OK", "404 Not Found", "302 Found")) + lines(random));
            }
        }
        return new Topic("generated-fields", rules + "ProxyPass / http://BACKEND/\n", requests);
    }

    private static String lines(Random random) {
        StringBuilder lines = new StringBuilder();
        for (int left = random.nextInt(4); left > 0; left--) {
            lines.append(random.nextBoolean() ? " | X-A: " : " | X-B: ").append(any(random, VALUES));
        }
        return lines.toString();
    }

    private static String any(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
