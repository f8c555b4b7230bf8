package dev.gangway.rules;

import java.util.Set;

/** Include and IncludeOptional: the lines of other files in this place; the parser walks into them after it. Stateless. */
record IncludeDirective(DirectiveSpec spec, boolean optional) implements Directive {

    static IncludeDirective required() {
        return of(
                "Include",
                "reads files in this place, a missing one is a problem; wildcards and directories too",
                false);
    }

    static IncludeDirective whereverPresent() {
        return of("IncludeOptional", "as Include, and what is missing is left out", true);
    }

    private static IncludeDirective of(String name, String meaning, boolean optional) {
        return new IncludeDirective(
                new DirectiveSpec(name, "path", Set.of(Context.values()), Set.of(), meaning, name + " proxy.d/*.conf"),
                optional);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String path = invocation.only("one path");
        if (path.isEmpty()) {
            throw Refusal.expected(path, "a path");
        }
        invocation.draft().inclusions.find(path, optional);
    }
}
