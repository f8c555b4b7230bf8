package dev.gangway.rules;

import java.util.Set;

/** UnDefine: takes back what Define did. Stateless. */
final class UnDefineDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                "UnDefine",
                "name",
                Set.of(Context.values()),
                Set.of(),
                "takes back a Define for the lines after it",
                "UnDefine BACKEND");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        invocation.draft().definitions.undefine(invocation.only("one name"));
    }
}
