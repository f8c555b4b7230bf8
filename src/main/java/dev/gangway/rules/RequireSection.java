package dev.gangway.rules;

import java.util.Optional;
import java.util.Set;

/** {@code <RequireAll>}, {@code <RequireAny>} and {@code <RequireNone>} (mod_proxy.md section 1.5). Stateless. */
record RequireSection(DirectiveSpec spec, RequirementsDraft.Kind kind) implements SectionDirective {

    private static final Set<Context> ANYWHERE = Set.of(Context.PROXY, Context.LOCATION, Context.REQUIRE);

    static RequireSection all() {
        return of(
                RequirementsDraft.Kind.ALL,
                ANYWHERE,
                "every Require line in it must admit, and one of them without not",
                "Require ip 10.0.0.0/8\nRequire not ip 10.0.0.13");
    }

    static RequireSection any() {
        return of(
                RequirementsDraft.Kind.ANY,
                ANYWHERE,
                "one Require line in it that admits is enough",
                "Require ip 10.0.0.0/8\nRequire role operator");
    }

    static RequireSection none() {
        return of(
                RequirementsDraft.Kind.NONE,
                Set.of(Context.REQUIRE),
                "denies whom one of its Require lines admits; in <RequireAll> only, beside a line that admits",
                "Require ip 10.0.0.13");
    }

    private static RequireSection of(RequirementsDraft.Kind kind, Set<Context> contexts, String meaning, String lines) {
        String example =
                kind.section() + ">\n" + lines + "\n</" + kind.section().substring(1) + ">";
        return new RequireSection(new DirectiveSpec(kind.section(), "", contexts, Set.of(), meaning, example), kind);
    }

    @Override
    public Optional<Scope> enter(Invocation invocation) throws Refusal {
        Scope scope = invocation.scope();
        if (!invocation.arguments().isEmpty()) {
            scope.access().requirements.incomplete();
            throw Refusal.expected(String.join(" ", invocation.arguments()), "no argument");
        }
        RequirementsDraft inner = scope.access().requirements.open(invocation.position(), kind);
        return Optional.of(
                new Scope(Context.REQUIRE, scope.server(), new PathDraft(new AccessDraft(inner)), scope.target()));
    }
}
