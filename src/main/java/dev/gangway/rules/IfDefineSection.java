package dev.gangway.rules;

import java.util.Set;

/** {@code <IfDefine>}: true for names that a Define line before it has set. Stateless. */
final class IfDefineSection implements ConditionalSection {

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                "<IfDefine",
                "[!]name",
                Set.of(Context.values()),
                Set.of(),
                "its lines count when a Define line before it has set the name; the case of letters matters",
                "<IfDefine STAGING>");
    }

    @Override
    public Fate fate(Invocation invocation) throws Refusal {
        String written = invocation.only("one name");
        boolean negated = written.startsWith("!");
        String name = written.substring(negated ? 1 : 0);
        if (name.isEmpty()) {
            throw Refusal.expected(written, "a name");
        }
        if (invocation.text().indexOf('"') >= 0 || invocation.text().indexOf('\'') >= 0) {
            throw Refusal.expected(invocation.text(), "a name without quotes: httpd takes them as part of the name");
        }
        return invocation.draft().definitions.defined(name) != negated ? Fate.MET : Fate.SWITCHED_OFF;
    }
}
