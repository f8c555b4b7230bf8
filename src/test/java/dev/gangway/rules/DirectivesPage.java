package dev.gangway.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The reference of the rule language in Markdown, made from the registry. Stateless. */
final class DirectivesPage {

    private DirectivesPage() {}

    static String text(DirectiveRegistry registry) {
        List<String> lines = new ArrayList<>(List.of(
                "<!-- Generated from the directive registry; do not edit."
                        + " mvn test -Dtest=DirectivesPageTest -Ddocs.update=true writes it. -->",
                "# Directives",
                "",
                "What Gangway makes of the directives and sections of an httpd configuration. A name that stands nowhere"
                        + " on this page is a problem, and the rules are refused.",
                "",
                "## Supported",
                ""));
        List<DirectiveSpec> specs = registry.specs().stream()
                .sorted(Comparator.comparing(
                        spec -> spec.name().replace("<", "").toLowerCase(Locale.ROOT)))
                .toList();
        specs.forEach(spec -> lines.addAll(entry(spec)));
        lines.addAll(List.of(
                "## Accepted without effect",
                "",
                "These have no meaning in a servlet container; each is reported once.",
                "",
                names(registry.knownNames(), KnownNames.Standing.INERT, specs),
                "",
                "## Refused",
                "",
                "These may change who passes, what is forwarded or what comes back, and are not supported yet: rules"
                        + " that hold one are refused.",
                "",
                names(registry.knownNames(), KnownNames.Standing.REFUSED, specs)));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> entry(DirectiveSpec spec) {
        boolean section = spec.name().startsWith("<");
        String title = section ? spec.name() + ">" : spec.name();
        List<String> lines = new ArrayList<>(List.of(
                "### `" + title + "`",
                "",
                "- meaning: " + spec.meaning(),
                "- syntax: `" + spec.name() + " " + spec.syntax() + (section ? ">" : "") + "`",
                "- where: " + places(spec.contexts())));
        if (!spec.later().isEmpty()) {
            lines.add("- httpd also takes it " + places(spec.later()) + "; refused there for now");
        }
        lines.add("- example: `" + spec.example().replace("\n", "`, `") + "`");
        lines.add("");
        return lines;
    }

    private static String places(Set<Context> contexts) {
        return contexts.stream()
                .sorted()
                .map(context -> context.place().replaceAll("(<.*>)", "`$1`"))
                .collect(Collectors.joining(", "));
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
