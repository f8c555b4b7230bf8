package dev.gangway.rules;

import java.util.Set;

/**
 * {@code <IfFile>}: looked up where Gangway runs. A file that is missing here may exist beside httpd, so lines that matter
 * are refused then, as those for a missing module. Stateless.
 */
final class IfFileSection implements ConditionalSection {

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                "<IfFile",
                "[!]path",
                Set.of(Context.values()),
                Set.of(),
                "its lines count when the file exists; if it doesn't, no line there may restrict or forward",
                "<IfFile /etc/httpd/local.conf>");
    }

    @Override
    public Fate fate(Invocation invocation) throws Refusal {
        String written = invocation.only("one path");
        boolean negated = written.startsWith("!");
        String path = written.substring(negated ? 1 : 0);
        if (path.isEmpty()) {
            throw Refusal.expected(written, "a path");
        }
        if (invocation.draft().inclusions.exists(path) != negated) {
            return Fate.MET;
        }
        return negated ? Fate.SWITCHED_OFF : Fate.MISSING;
    }
}
