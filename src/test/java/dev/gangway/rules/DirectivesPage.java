package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference of the rule language in Markdown, made from the registry. Stateless. */
final class DirectivesPage {

    private DirectivesPage() {}

    static String text(DirectiveReference reference) {
        List<String> lines = new ArrayList<>(List.of(
                "<!-- Generated from the directive registry; do not edit."
                        + " mvn test -Dtest=DirectivesPageTest -Ddocs.update=true writes it. -->",
                "# Directives",
                "",
                "What Gangway makes of the directives and sections of an httpd configuration. A name that stands nowhere"
                        + " on this page is a problem, and the rules are refused. The same from the command line:"
                        + " `java -jar gangway.war check --directives [NAME]`.",
                "",
                "## Supported",
                ""));
        List<DirectiveSpec> specs = reference.specs();
        specs.forEach(spec -> lines.addAll(entry(spec)));
        lines.add("## Parameters");
        lines.add("");
        lines.addAll(parameters("Of workers", WorkerParameterTable.WORKER));
        lines.addAll(parameters("Of balancers", WorkerParameterTable.BALANCER));
        KnownNames known = reference.registry().knownNames();
        lines.addAll(List.of(
                "## Accepted without effect",
                "",
                "These have no meaning in a servlet container; each is reported once.",
                "",
                names(known, KnownNames.Standing.INERT, specs),
                "",
                "## Refused",
                "",
                "These may change who passes, what is forwarded or what comes back, and are not supported yet: rules"
                        + " that hold one are refused.",
                "",
                names(known, KnownNames.Standing.REFUSED, specs)));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> entry(DirectiveSpec spec) {
        String title = spec.name().startsWith("<") ? spec.name() + ">" : spec.name();
        List<String> lines = new ArrayList<>(List.of(
                "### `" + title + "`",
                "",
                "- meaning: " + inCode(spec.meaning()),
                "- syntax: `" + DirectiveReference.syntax(spec) + "`"));
        spec.arguments().forEach(argument -> lines.add("- `" + argument.name() + "`: " + inCode(argument.toString())));
        if (!spec.initial().isEmpty()) {
            lines.add("- default: " + spec.initial());
        }
        lines.add("- where: " + inCode(DirectiveReference.places(spec.contexts())));
        if (!spec.later().isEmpty()) {
            lines.add("- refused for now: " + inCode(DirectiveReference.places(spec.later())));
        }
        lines.add("- httpd: " + inCode(spec.standing().toString()));
        lines.add("- example: `" + spec.example().replace("\n", "`, `") + "`");
        lines.add("");
        return lines;
    }

    private static List<String> parameters(String title, List<WorkerParameterSpec> table) {
        List<String> lines = new ArrayList<>(List.of(
                "### " + title, "", "| parameter | meaning | value | default | httpd |", "|---|---|---|---|---|"));
        for (WorkerParameterSpec spec : table) {
            String value = spec.range().isEmpty() ? spec.type() : spec.type() + ": " + spec.range();
            lines.add("| `" + spec.name() + "` | "
                    + Stream.of(
                                    spec.meaning(),
                                    value,
                                    spec.initial(),
                                    spec.standing().toString())
                            .map(cell -> cell.replace("|", "\\|"))
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
        lines.add("");
        return lines;
    }

    /** What Markdown would take for a tag or for emphasis. */
    private static String inCode(String text) {
        return text.replaceAll("(<[A-Za-z]+>|\\* \\? \\[\\]|(?<= )\\*(?=$| ))", "`$1`");
    }

    private static String names(KnownNames known, KnownNames.Standing standing, List<DirectiveSpec> specs) {
        Set<String> supported = specs.stream().map(DirectiveSpec::name).collect(Collectors.toSet());
        return known.all().stream()
                .filter(name -> known.standing(name) == standing && !supported.contains(name))
                .map(name -> name.startsWith("<") ? name + ">" : name)
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(",\n"));
    }
}
