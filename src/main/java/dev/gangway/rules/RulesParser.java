package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads rules text into a rule set: 1 lines, 2 the tree of sections, 3 directive by directive into a draft, 4 defaults. All
 * problems are collected on the way; any one of them refuses the whole text. Confined to one thread.
 */
public final class RulesParser {

    /** Sections and files within each other, whose reading calls itself. */
    static final int MAX_DEPTH = 64;

    /** How many skipped lines a notice names. */
    private static final int SKIPPED_NAMED = 8;

    private final List<Problem> problems = new ArrayList<>();
    private final DirectiveRegistry registry = new DirectiveRegistry();
    private final List<RulesSource> sources;
    private final TextOrder textOrder;
    private final RuleSetDraft draft;
    private int depth;

    private RulesParser(RulesText text) {
        sources = text.sources();
        textOrder = new TextOrder(sources);
        draft = new RuleSetDraft(
                problems, new Definitions(text.environment()), new Inclusions(text.includes(), sources, textOrder));
    }

    public static ParseResult parse(RulesText text) {
        return new RulesParser(text).read();
    }

    /** Reads text that is complete in itself. */
    public static ParseResult parse(List<RulesSource> sources) {
        return parse(RulesText.of(sources));
    }

    private ParseResult read() {
        // 1 lines
        List<LogicalLine> lines = new ArrayList<>();
        sources.forEach(source -> lines.addAll(LogicalLine.read(source)));
        // 2 the tree of sections
        List<Node> top = SectionTree.build(lines, problems);
        // 3 directive by directive
        walk(top, Scope.of(Context.SERVER, draft.main));
        // 4 defaults
        RuleSet rules = draft.finish(textOrder);
        if (problems.isEmpty()) {
            return new ParseResult.Parsed(rules);
        }
        // a file that is included twice is wrong twice
        return new ParseResult.Refused(
                problems.stream().distinct().sorted(textOrder).toList());
    }

    private void walk(List<Node> nodes, Scope scope) {
        depth++;
        for (Node written : nodes) {
            try {
                if (depth > MAX_DEPTH) {
                    throw new Refusal("lies in " + depth + " sections and files, expected at most " + MAX_DEPTH);
                }
                Definitions.Resolved resolved = draft.definitions.resolve(written.text());
                read(written, written.with(resolved.text()), resolved.undefined(), scope);
            } catch (Refusal refusal) {
                problem(written, List.of(), refusal);
            }
        }
        depth--;
    }

    private void problem(Node node, List<Word> words, Refusal refusal) {
        draft.problem(Culprit.of(refusal, node.line(), words), node.title() + ": " + refusal.text());
    }

    private void read(Node written, Node node, List<String> undefined, Scope scope) throws Refusal {
        SectionTree.refuseControlCharacters(node.text());
        if (node instanceof Node.Section section) {
            enter(section, undefined, scope);
        } else if (node.text().startsWith("<")) {
            throw new Refusal("\"" + written.text() + "\" makes a section line, expected one without variable");
        } else if (!node.text().isBlank()) {
            apply(node, undefined, scope);
            include(node, scope);
        }
    }

    private void include(Node node, Scope scope) {
        for (String name : draft.inclusions.found()) {
            try {
                RulesSource source = draft.inclusions.open(name, node.position());
                walk(SectionTree.build(LogicalLine.read(source), problems), scope);
                draft.inclusions.close();
            } catch (Refusal refusal) {
                problem(node, List.of(), refusal);
            }
        }
    }

    private void enter(Node.Section node, List<String> undefined, Scope scope) throws Refusal {
        Optional<SectionDirective> section = registry.section("<" + node.name());
        if (section.isEmpty()) {
            unlisted(node, "<" + node.name(), scope);
            return;
        }
        checkContext(section.get().spec(), scope);
        Invocation invocation = invocation(section.get(), node, undefined, scope);
        Optional<Scope> inner;
        try {
            inner = section.get().enter(invocation);
        } catch (Refusal refusal) {
            problem(node, invocation.words(), refusal);
            return;
        }
        if (inner.isPresent()) {
            walk(node.children(), inner.get());
        } else if (section.get() instanceof ConditionalSection conditional) {
            switch (conditional.fate(invocation)) {
                case MISSING -> refuseMissing(node, reason(node, conditional), scope);
                case SWITCHED_OFF -> tellSkipped(node, invocation);
                default -> {
                    // httpd skips the lines as well
                }
            }
        }
    }

    private Invocation invocation(SectionDirective section, Node node, List<String> undefined, Scope scope)
            throws Refusal {
        String text = ("<" + node.name() + " " + node.arguments()).strip() + ">";
        return new Invocation(node.line(), section.spec().name() + ">", text, words(node, undefined), scope, draft);
    }

    /** httpd may read these lines: what matters there must not vanish here without a word. */
    private void refuseMissing(Node.Section section, String reason, Scope scope) {
        for (Node node : section.children()) {
            Optional<ConditionalSection> conditional = conditional(node);
            if (conditional.isPresent() && node instanceof Node.Section inner) {
                switch (fate(conditional.get(), inner, scope)) {
                    case MET -> refuseMissing(inner, reason, scope);
                    case MISSING -> refuseMissing(inner, reason(inner, conditional.get()), scope);
                    default -> {
                        // httpd would skip these lines in any case
                    }
                }
            } else if (matters(node)) {
                draft.problem(
                        node.position(),
                        node.title() + ": " + reason + ", expected no line there that restricts or forwards");
            }
        }
    }

    private static String reason(Node.Section section, ConditionalSection missing) {
        return "in " + section.title() + " of " + section.position() + ", and " + missing.missing(section.arguments());
    }

    private Optional<ConditionalSection> conditional(Node node) {
        return node instanceof Node.Section
                ? registry.section("<" + node.name())
                        .filter(ConditionalSection.class::isInstance)
                        .map(ConditionalSection.class::cast)
                : Optional.empty();
    }

    private ConditionalSection.Fate fate(ConditionalSection conditional, Node.Section section, Scope scope) {
        try {
            Definitions.Resolved resolved = draft.definitions.resolve(section.text());
            return conditional.fate(
                    invocation(conditional, section.with(resolved.text()), resolved.undefined(), scope));
        } catch (Refusal malformed) {
            return ConditionalSection.Fate.MET;
        }
    }

    private void tellSkipped(Node.Section section, Invocation invocation) {
        List<String> skipped = new ArrayList<>();
        collectSkipped(section, skipped);
        if (!skipped.isEmpty()) {
            String rest = skipped.size() > SKIPPED_NAMED ? " and " + (skipped.size() - SKIPPED_NAMED) + " more" : "";
            invocation.notice("\"" + section.arguments() + "\" is not met: skipped are "
                    + String.join(", ", skipped.subList(0, Math.min(skipped.size(), SKIPPED_NAMED))) + rest);
        }
    }

    private void collectSkipped(Node.Section section, List<String> skipped) {
        for (Node node : section.children()) {
            if (conditional(node).isPresent() && node instanceof Node.Section inner) {
                collectSkipped(inner, skipped);
            } else if (matters(node)) {
                skipped.add(node.title() + " of " + node.position());
            }
        }
    }

    private boolean matters(Node node) {
        String name = node instanceof Node.Section ? "<" + node.name() : node.name();
        return registry.directive(name).isPresent()
                || registry.section(name).isPresent()
                || registry.knownNames().standing(name) == KnownNames.Standing.REFUSED;
    }

    private void apply(Node node, List<String> undefined, Scope scope) throws Refusal {
        Optional<Directive> directive = registry.directive(node.name());
        if (directive.isEmpty()) {
            unlisted(node, node.name(), scope);
            return;
        }
        DirectiveSpec spec = directive.get().spec();
        if (scope.context() == Context.DIRECTORY && DirectorySection.grants(spec, node)) {
            return;
        }
        checkContext(spec, scope);
        String text = (node.name() + " " + node.arguments()).strip();
        List<Word> words = words(node, undefined);
        try {
            directive.get().apply(new Invocation(node.line(), spec.name(), text, words, scope, draft));
        } catch (Refusal refusal) {
            problem(node, words, refusal);
        }
    }

    /** httpd takes a variable without value literally and warns; here that would change what a rule covers. */
    private static List<Word> words(Node node, List<String> undefined) throws Refusal {
        List<Word> words = node.words();
        if (undefined.isEmpty() || interpolated(node, words)) {
            return words;
        }
        throw new Refusal("variable \"" + undefined.get(0)
                + "\" is not defined, expected a Define line with a value before it or an environment variable");
    }

    /** These rules may name variables of the request. */
    private static boolean interpolated(Node node, List<Word> words) {
        return node.name().regionMatches(true, 0, "ProxyPass", 0, 9)
                && words.stream().anyMatch(word -> word.text().equalsIgnoreCase("interpolate"));
    }

    private static void checkContext(DirectiveSpec spec, Scope scope) throws Refusal {
        Context here = scope.context();
        if (spec.contexts().contains(here)) {
            return;
        }
        if (here == Context.DIRECTORY) {
            throw new Refusal("not allowed in <Directory>: it is about files there, and Gangway serves none, expected "
                    + places(spec.contexts()));
        }
        if (spec.later().contains(here)) {
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
                throw new Refusal(known.reason(name)
                        .map(reason -> "not supported: " + reason)
                        .orElse(
                                scope.context() == Context.SERVER || scope.context() == Context.VIRTUAL_HOST
                                        ? "not supported yet"
                                        : "not supported yet " + scope.context().place()));
            case UNKNOWN ->
                throw new Refusal("unknown " + (name.startsWith("<") ? "section" : "directive")
                        + ", expected one of httpd's" + Spelling.hint(name, registry.names()));
        }
    }
}
