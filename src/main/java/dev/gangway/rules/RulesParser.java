package dev.gangway.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads rules text into a rule set: 1 lines, 2 the tree of sections, 3 directive by directive into a draft, 4 defaults. All
 * problems are collected on the way; any one of them refuses the whole text. Confined to one thread.
 */
public final class RulesParser {

    private final List<Problem> problems = new ArrayList<>();
    private final DirectiveRegistry registry = new DirectiveRegistry();
    private final RuleSetDraft draft = new RuleSetDraft(problems);

    private RulesParser() {}

    public static ParseResult parse(List<RulesSource> sources) {
        return new RulesParser().read(sources);
    }

    private ParseResult read(List<RulesSource> sources) {
        // 1 lines
        List<LogicalLine> lines = new ArrayList<>();
        sources.forEach(source -> lines.addAll(LogicalLine.read(source)));
        // 2 the tree of sections
        List<Node> top = SectionTree.build(lines, problems);
        // 3 directive by directive
        walk(top, Scope.of(Context.SERVER, draft.main));
        // 4 defaults
        Comparator<Problem> textOrder = textOrder(sources);
        RuleSet rules = draft.finish(textOrder);
        if (problems.isEmpty()) {
            return new ParseResult.Parsed(rules);
        }
        problems.sort(textOrder);
        return new ParseResult.Refused(problems);
    }

    private static Comparator<Problem> textOrder(List<RulesSource> sources) {
        List<String> order = sources.stream().map(RulesSource::name).toList();
        return Comparator.comparingInt(
                        (Problem problem) -> order.indexOf(problem.position().source()))
                .thenComparingInt(problem -> problem.position().line());
    }

    private void walk(List<Node> nodes, Scope scope) {
        for (Node node : nodes) {
            try {
                if (node instanceof Node.Section section) {
                    Optional<Scope> inner = enter(section, scope);
                    if (inner.isPresent()) {
                        walk(section.children(), inner.get());
                    } else if (IfModuleSection.unmet(section)) {
                        refuseUnmet(section);
                    }
                } else {
                    apply(node, scope);
                }
            } catch (Refusal refusal) {
                draft.problem(node.position(), title(node) + ": " + refusal.text());
            }
        }
    }

    /** httpd may have the module: lines that matter there must not vanish here without a word. */
    private void refuseUnmet(Node.Section unmet) {
        for (Node node : unmet.children()) {
            boolean section = node instanceof Node.Section;
            if (node instanceof Node.Section inner && inner.name().equalsIgnoreCase(unmet.name())) {
                if (!IfModuleSection.silent(inner)) {
                    refuseUnmet(inner);
                }
            } else if (matters(section ? "<" + node.name() : node.name())) {
                draft.problem(
                        node.position(),
                        title(node) + ": in " + title(unmet) + " of " + unmet.position()
                                + ", and Gangway does not do \"" + unmet.arguments()
                                + "\", expected no line there that restricts or forwards");
            }
        }
    }

    private boolean matters(String name) {
        return registry.directive(name).isPresent()
                || registry.section(name).isPresent()
                || registry.knownNames().standing(name) == KnownNames.Standing.REFUSED;
    }

    private void apply(Node node, Scope scope) throws Refusal {
        Optional<Directive> directive = registry.directive(node.name());
        if (directive.isEmpty()) {
            unlisted(node, node.name(), scope);
            return;
        }
        DirectiveSpec spec = directive.get().spec();
        checkContext(spec, scope);
        String text = (node.name() + " " + node.arguments()).strip();
        directive.get().apply(new Invocation(node.position(), spec.name(), text, words(node), scope, draft));
    }

    private Optional<Scope> enter(Node.Section node, Scope scope) throws Refusal {
        Optional<SectionDirective> section = registry.section("<" + node.name());
        if (section.isEmpty()) {
            unlisted(node, "<" + node.name(), scope);
            return Optional.empty();
        }
        DirectiveSpec spec = section.get().spec();
        checkContext(spec, scope);
        String text = ("<" + node.name() + " " + node.arguments()).strip() + ">";
        return section.get().enter(new Invocation(node.position(), spec.name() + ">", text, words(node), scope, draft));
    }

    /** httpd puts variables in before it reads a line; taking one literally would change what a rule covers. */
    private static List<String> words(Node node) throws Refusal {
        int variable = node.arguments().indexOf("${");
        if (variable >= 0 && node.arguments().indexOf('}', variable) > 0) {
            throw Refusal.notYet("the variable in \"" + node.arguments() + "\"");
        }
        return Words.split(node.arguments());
    }

    private static void checkContext(DirectiveSpec spec, Scope scope) throws Refusal {
        Context here = scope.context();
        if (spec.contexts().contains(here)) {
            return;
        }
        if (spec.later().contains(here) || here == Context.DIRECTORY) {
            throw Refusal.notYet(here.place().replaceFirst("^in", "its use in"));
        }
        throw new Refusal("not allowed " + here.place() + ", expected " + places(spec.contexts()));
    }

    private static String places(Set<Context> contexts) {
        List<String> places = contexts.stream().sorted().map(Context::place).toList();
        return String.join(" or ", places);
    }

    private void unlisted(Node node, String name, Scope scope) throws Refusal {
        KnownNames known = registry.knownNames();
        switch (known.standing(name)) {
            case INERT ->
                draft.noticeOnce(
                        node.position(),
                        known.spelling(name),
                        known.spelling(name) + " has no meaning here: accepted without effect");
            case REFUSED ->
                throw new Refusal(
                        scope.context() == Context.SERVER || scope.context() == Context.VIRTUAL_HOST
                                ? "not supported yet"
                                : "not supported yet " + scope.context().place());
            case UNKNOWN ->
                throw new Refusal("unknown " + (name.startsWith("<") ? "section" : "directive")
                        + ", expected one of httpd's" + Spelling.hint(name, registry.names()));
        }
    }

    private static String title(Node node) {
        return node instanceof Node.Section ? "<" + node.name() + ">" : node.name();
    }
}
