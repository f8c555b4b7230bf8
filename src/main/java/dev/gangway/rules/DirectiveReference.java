package dev.gangway.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference of the rule language as plain text, made from the registry. Immutable. */
public final class DirectiveReference {

    private static final Comparator<DirectiveSpec> BY_NAME =
            Comparator.comparing(spec -> bare(spec.name()).toLowerCase(Locale.ROOT));

    private final DirectiveRegistry registry = new DirectiveRegistry();

    /** Every directive and section, by name. */
    public List<String> all() {
        return specs().stream().flatMap(spec -> entry(spec).stream()).toList();
    }

    /** One directive or section, in any case, a section with or without its brackets; empty for what httpd has neither. */
    public Optional<List<String>> of(String name) {
        String wanted = bare(name);
        List<DirectiveSpec> found = specs().stream()
                .filter(spec -> bare(spec.name()).equalsIgnoreCase(wanted))
                .toList();
        if (!found.isEmpty()) {
            return Optional.of(
                    found.stream().flatMap(spec -> entry(spec).stream()).toList());
        }
        KnownNames known = registry.knownNames();
        return Stream.of(wanted, "<" + wanted)
                .filter(candidate -> known.standing(candidate) != KnownNames.Standing.UNKNOWN)
                .findFirst()
                .map(candidate -> List.of(known.spelling(candidate)
                        + (known.standing(candidate) == KnownNames.Standing.INERT
                                ? ": no meaning here, accepted without effect"
                                : ": not supported yet, rules that hold it are refused")));
    }

    /** What an unknown name was perhaps meant to be; empty when nothing is near. */
    public String hint(String name) {
        return Spelling.hint(name, registry.names());
    }

    List<DirectiveSpec> specs() {
        return registry.specs().stream().sorted(BY_NAME).toList();
    }

    DirectiveRegistry registry() {
        return registry;
    }

    private static List<String> entry(DirectiveSpec spec) {
        List<String> lines = new ArrayList<>(List.of(syntax(spec), "    " + spec.meaning()));
        spec.arguments().forEach(argument -> lines.add("    " + argument.name() + ": " + argument));
        if (!spec.initial().isEmpty()) {
            lines.add("    default: " + spec.initial());
        }
        lines.add("    where: " + places(spec.contexts()));
        if (!spec.later().isEmpty()) {
            lines.add("    refused for now: " + places(spec.later()));
        }
        lines.add("    httpd: " + spec.standing());
        lines.add("    example: " + spec.example().replace("\n", "\n             "));
        lines.add("");
        return lines;
    }

    static String syntax(DirectiveSpec spec) {
        return (spec.name() + " " + spec.syntax()).strip() + (spec.name().startsWith("<") ? ">" : "");
    }

    static String places(Set<Context> contexts) {
        return contexts.stream().sorted().map(Context::place).collect(Collectors.joining(", "));
    }

    private static String bare(String name) {
        return name.replace("<", "").replace(">", "");
    }
}
