package dev.gangway.rules;

import java.util.Set;

/** ServerRoot: where relative paths of Include lines begin. Stateless. */
final class ServerRootDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                "ServerRoot",
                "directory",
                Set.of(Context.SERVER),
                Set.of(),
                "relative paths in Include and <IfFile> lines after it begin there,"
                        + " otherwise in the directory of the rules file",
                "ServerRoot \"/etc/httpd\"");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String directory = invocation.only("one directory");
        if (!directory.startsWith("/")) {
            throw Refusal.expected(directory, "a path that begins with /");
        }
        invocation.draft().inclusions.serverRoot(directory);
    }
}
