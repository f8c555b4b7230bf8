package dev.gangway.standalone;

import dev.gangway.message.FieldSyntax;
import dev.gangway.message.Fields;
import dev.gangway.standalone.Command.Check;
import dev.gangway.standalone.Command.Directives;
import dev.gangway.standalone.Command.Explain;
import dev.gangway.standalone.Command.Wrong;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The command lines of {@code check} and {@code explain}, which start nothing. Collects all problems before it gives up;
 * touches no file. Confined to one call.
 */
final class ReportOptions {

    private static final Set<String> EXPLAIN = Set.of(
            "--request", "--header", "--client", "--client-name", "--context-path", "--location", "--set-cookie");
    private static final Set<String> REPEATABLE = Set.of("--header", "--set-cookie");

    /** Names would be looked up. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private ReportOptions() {}

    /** @param words after {@code check} */
    static Command check(List<String> words) {
        if (!words.isEmpty() && words.get(0).equals("--directives")) {
            return new Directives(words.subList(1, words.size()));
        }
        ReportOptions options = new ReportOptions();
        options.read(words, Set.of());
        if (options.files.isEmpty() && options.problems.isEmpty()) {
            options.problems.add("check needs at least one rules file");
        }
        return options.problems.isEmpty() ? new Check(options.files) : new Wrong(options.problems);
    }

    /** @param words after {@code explain} */
    static Command explain(List<String> words) {
        ReportOptions options = new ReportOptions();
        options.read(words, EXPLAIN);
        return options.explain();
    }

    private void read(List<String> words, Set<String> known) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!word.startsWith("--")) {
                file(word);
            } else if (!known.contains(name)) {
                problems.add("'" + word + "' is not known; expected one of the options of --help");
            } else if (equals >= 0) {
                set(name, word.substring(equals + 1));
            } else if (i + 1 < words.size() && !words.get(i + 1).startsWith("--")) {
                i++;
                set(name, words.get(i));
            } else {
                problems.add(name + " needs a value");
            }
        }
    }

    private void file(String word) {
        try {
            files.add(Path.of(word));
        } catch (InvalidPathException e) {
            problems.add("'" + word + "' is not a path: " + e.getReason());
        }
    }

    private void set(String name, String value) {
        List<String> given = values.computeIfAbsent(name, key -> new ArrayList<>());
        if (!given.isEmpty() && !REPEATABLE.contains(name)) {
            problems.add(name + " is given more than once");
        }
        given.add(value);
    }

    private Optional<String> one(String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst();
    }

    private Command explain() {
        if (files.size() != 1) {
            problems.add("explain needs one rules file, not " + files.size());
        }
        String context = one("--context-path").orElse("/");
        if (!Options.isContextPath(context)) {
            problems.add("--context-path '" + context + "' is not a path such as /apps");
        }
        String client = one("--client").orElse(Options.DEFAULT_ADDRESS);
        if (!ADDRESS.matcher(client).matches()) {
            problems.add("--client '" + client + "' is not an address; expected one such as 192.0.2.7 or 2001:db8::7");
        }
        Fields fields = fields();
        Optional<RequestLine> request = one("--request")
                .flatMap(text -> RequestLine.parse(text, fields, client, context.equals("/") ? "" : context));
        if (request.isEmpty()) {
            problems.add(one("--request")
                            .map(text -> "--request '" + text + "' is not a request")
                            .orElse("no --request")
                    + "; expected 'METHOD http://HOST/PATH?QUERY' (or https, ws, wss)");
        }
        return problems.isEmpty() && request.isPresent()
                ? new Explain(
                        files.get(0),
                        request.get(),
                        one("--client-name").map(name -> name.toLowerCase(Locale.ROOT)),
                        one("--location"),
                        values.getOrDefault("--set-cookie", List.of()))
                : new Wrong(problems);
    }

    private Fields fields() {
        Fields.Builder fields = Fields.builder();
        for (String header : values.getOrDefault("--header", List.of())) {
            int colon = header.indexOf(':');
            String name = colon < 0 ? "" : header.substring(0, colon);
            String value = RequestLine.octets(header.substring(colon + 1).strip());
            boolean length = name.equalsIgnoreCase("Content-Length");
            if (!FieldSyntax.isToken(name) || (length && !value.matches("[0-9]{1,18}"))) {
                problems.add("--header '" + header + "' is not a field; expected 'Name: value'");
            } else {
                fields.add(name, value);
            }
        }
        return fields.build();
    }
}
