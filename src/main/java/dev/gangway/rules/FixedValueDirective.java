package dev.gangway.rules;

import java.util.Set;

/** Directives of which Gangway has one behaviour so far: the value that names it is accepted, any other refused. Stateless. */
record FixedValueDirective(DirectiveSpec spec, String value) implements Directive {

    static FixedValueDirective of(String name, String value, String meaning) {
        DirectiveSpec spec = new DirectiveSpec(
                        name, value, Set.of(Context.values()), Set.of(), meaning, name + " " + value)
                .byDefault(value)
                .differs("any other value is refused");
        return new FixedValueDirective(spec, value);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only(value);
        if (!written.equalsIgnoreCase(value)) {
            throw Refusal.notYet("value \"" + written + "\" (expected " + value + ")");
        }
    }
}
