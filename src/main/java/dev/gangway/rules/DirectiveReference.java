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

    /** Every directive and section, by name, then the parameters of workers and balancers. */
    public List<String> all() {
        List<String> lines = new ArrayList<>();
        specs().forEach(spec -> lines.addAll(entry(spec)));
        lines.addAll(parameters("worker parameter", WorkerParameterTable.WORKER));
        lines.addAll(parameters("balancer parameter", WorkerParameterTable.BALANCER));
        return lines;
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
        List<String> parameters = Stream.of(
                        parameter("worker parameter", WorkerParameterTable.WORKER, wanted),
                        parameter("balancer parameter", WorkerParameterTable.BALANCER, wanted))
                .flatMap(List::stream)
                .toList();
        return parameters.isEmpty() ? withoutClass(wanted) : Optional.of(parameters);
    }

    private Optional<List<String>> withoutClass(String wanted) {
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

    private static List<String> parameter(String kind, List<WorkerParameterSpec> table, String name) {
        return WorkerParameterTable.find(table, name)
                .map(spec -> parameters(kind, List.of(spec)))
                .orElse(List.of());
    }

    private static List<String> parameters(String kind, List<WorkerParameterSpec> table) {
        List<String> lines = new ArrayList<>();
        for (WorkerParameterSpec spec : table) {
            lines.add(spec.name() + "=" + (spec.type().isEmpty() ? "..." : spec.type()) + " (" + kind + ")");
            lines.add("    " + spec.meaning());
            if (!spec.range().isEmpty()) {
                lines.add("    value: " + spec.range());
                lines.add("    default: " + spec.initial());
            }
            lines.add("    httpd: " + spec.standing());
            lines.add("");
        }
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
