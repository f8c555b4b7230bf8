package dev.gangway.standalone;

import dev.gangway.exchange.ClientRequest;
import dev.gangway.message.FieldSyntax;
import dev.gangway.message.Fields;
import dev.gangway.standalone.Command.Check;
import dev.gangway.standalone.Command.Directives;
import dev.gangway.standalone.Command.Explain;
import dev.gangway.standalone.Command.Wrong;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The command lines of {@code check} and {@code explain}, which start nothing. Collects all problems before it gives up;
 * touches no file. Confined to one call.
 */
final class ReportOptions {

    private static final Set<String> EXPLAIN =
            Set.of("--request", "--client", "--client-name", "--context-path", "--location", "--user");
    private static final Set<String> REPEATABLE = Set.of("--header", "--set-cookie", "--role");

    /** Names would be looked up. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private final List<Path> files = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final OptionWords words = new OptionWords(problems);

    private ReportOptions() {}

    /** @param words after {@code check} */
    static Command check(List<String> words) {
        if (!words.isEmpty() && words.get(0).equals("--directives")) {
            return new Directives(words.subList(1, words.size()));
        }
        ReportOptions options = new ReportOptions();
        options.words.read(words, Set.of(), Set.of(), options::file);
        if (options.files.isEmpty() && options.problems.isEmpty()) {
            options.problems.add("check needs at least one rules file");
        }
        return options.problems.isEmpty() ? new Check(options.files) : new Wrong(options.problems);
    }

    /** @param words after {@code explain} */
    static Command explain(List<String> words) {
        ReportOptions options = new ReportOptions();
        options.words.read(words, EXPLAIN, REPEATABLE, options::file);
        return options.explain();
    }

    private void file(String word) {
        words.path("", word).ifPresent(files::add);
    }

    private Command explain() {
        if (files.size() != 1) {
            problems.add("explain needs one rules file, not " + files.size());
        }
        String context = words.one("--context-path").orElse("/");
        if (!Options.isContextPath(context)) {
            problems.add("--context-path '" + context + "' is not a path such as /apps");
        }
        String client = words.one("--client").orElse(Options.DEFAULT_ADDRESS);
        if (!ADDRESS.matcher(client).matches()) {
            problems.add("--client '" + client + "' is not an address; expected one such as 192.0.2.7 or 2001:db8::7");
        }
        if (words.has("--role") && !words.has("--user")) {
            problems.add("--role is a role of a user; expected --user NAME with it");
        }
        Fields fields = fields();
        Set<String> roles = Set.copyOf(words.all("--role"));
        RequestLine.Origin origin = new RequestLine.Origin(
                client,
                context.equals("/") ? "" : context,
                new ClientRequest.Login(words.one("--user"), roles::contains));
        Optional<RequestLine> request = words.one("--request").flatMap(text -> RequestLine.parse(text, fields, origin));
        if (request.isEmpty()) {
            problems.add(words.one("--request")
                            .map(text -> "--request '" + text + "' is not a request")
                            .orElse("no --request")
                    + "; expected 'METHOD http://HOST/PATH?QUERY' (or https, ws, wss)");
        }
        return problems.isEmpty() && request.isPresent()
                ? new Explain(
                        files.get(0),
                        request.get(),
                        words.one("--client-name").map(name -> name.toLowerCase(Locale.ROOT)),
                        words.one("--location"),
                        words.all("--set-cookie"))
                : new Wrong(problems);
    }

    private Fields fields() {
        Fields.Builder fields = Fields.builder();
        for (String header : words.all("--header")) {
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
