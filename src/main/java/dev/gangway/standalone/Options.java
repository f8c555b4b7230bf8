package dev.gangway.standalone;

import dev.gangway.standalone.Command.Demo;
import dev.gangway.standalone.Command.Directives;
import dev.gangway.standalone.Command.Help;
import dev.gangway.standalone.Command.Place;
import dev.gangway.standalone.Command.Rules;
import dev.gangway.standalone.Command.RulesFile;
import dev.gangway.standalone.Command.Serve;
import dev.gangway.standalone.Command.ToBackend;
import dev.gangway.standalone.Command.Version;
import dev.gangway.standalone.Command.Wrong;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Command line to {@link Command}. Collects all problems before it gives up; touches no file and no network. Confined to one
 * call of {@link #parse}.
 */
final class Options {

    static final int DEFAULT_PORT = 8080;
    static final String DEFAULT_ADDRESS = "127.0.0.1";

    private static final Set<String> WITH_VALUE = Set.of("--port", "--address", "--context-path", "--rules", "--to");
    private static final Pattern CONTEXT_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    private final List<String> problems = new ArrayList<>();
    private final OptionWords words = new OptionWords(problems);
    private boolean demo;

    private Options() {}

    static Command parse(String... arguments) {
        List<String> words = List.of(arguments);
        if (words.contains("--help") || words.contains("-h")) {
            return words.get(0).equals("check") ? new Directives(List.of()) : new Help();
        }
        if (words.contains("--version")) {
            return new Version();
        }
        if (!words.isEmpty() && words.get(0).equals("check")) {
            return ReportOptions.check(words.subList(1, words.size()));
        }
        if (!words.isEmpty() && words.get(0).equals("explain")) {
            return ReportOptions.explain(words.subList(1, words.size()));
        }
        Options options = new Options();
        options.words.read(words, WITH_VALUE, Set.of(), options::other);
        return options.command();
    }

    private void other(String word) {
        if (word.equals("demo")) {
            demo = true;
        } else {
            words.unknown(word);
        }
    }

    private Command command() {
        Place place = place();
        if (demo) {
            if (words.has("--rules") || words.has("--to")) {
                problems.add("demo brings its own rules; expected no --rules and no --to");
            }
            return problems.isEmpty() ? new Demo(place) : new Wrong(problems);
        }
        Optional<Rules> rules = rules();
        return problems.isEmpty() && rules.isPresent() ? new Serve(place, rules.get()) : new Wrong(problems);
    }

    private Place place() {
        String address = words.one("--address").orElse(DEFAULT_ADDRESS);
        String path = words.one("--context-path").orElse("/");
        if (!isContextPath(path)) {
            problems.add("--context-path '" + path + "' is not a path such as /apps; expected / or segments of letters,"
                    + " digits and ._~- without a slash at the end");
        }
        return new Place(address, port(), path.equals("/") ? "" : path);
    }

    static boolean isContextPath(String path) {
        return path.equals("/") || CONTEXT_PATH.matcher(path).matches();
    }

    private int port() {
        String value = words.one("--port").orElse(String.valueOf(DEFAULT_PORT));
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // the problem below covers this case too
        }
        problems.add("--port '" + value + "' is not a port; expected a number from 0 (any free one) to 65535");
        return DEFAULT_PORT;
    }

    /** Empty when there is a problem. */
    private Optional<Rules> rules() {
        Optional<String> file = words.one("--rules");
        Optional<String> url = words.one("--to");
        if (file.isPresent() == url.isPresent()) {
            if (file.isPresent()) {
                problems.add("--rules and --to are both given; expected one of them");
            } else if (problems.isEmpty()) {
                problems.add("nothing to forward to; expected --rules FILE, --to URL or demo");
            }
            return Optional.empty();
        }
        return file.isPresent() ? file.flatMap(this::rulesFile) : url.flatMap(this::backend);
    }

    private Optional<Rules> rulesFile(String value) {
        return words.path("--rules ", value).map(RulesFile::new);
    }

    private Optional<Rules> backend(String value) {
        try {
            URI url = new URI(value).parseServerAuthority();
            String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            if (Set.of("http", "https").contains(scheme) && url.getHost() != null && plain) {
                return Optional.of(new ToBackend(url));
            }
        } catch (URISyntaxException e) {
            // the problem below covers this case too
        }
        problems.add(
                "--to '" + value + "' is not a backend; expected http://HOST:PORT/ or https://HOST:PORT/, without user,"
                        + " query or fragment");
        return Optional.empty();
    }
}
