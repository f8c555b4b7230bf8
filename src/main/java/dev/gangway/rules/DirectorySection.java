package dev.gangway.rules;

import java.util.Optional;

/**
 * {@code <Directory>} and {@code <DirectoryMatch>}: about files, of which there are none. Lines without meaning are
 * accepted; a line about access is refused, so that nobody believes it protects something. Stateless.
 */
record DirectorySection(DirectiveSpec spec) implements SectionDirective {

    static DirectorySection of(String name) {
        return new DirectorySection(DirectiveSpec.server(
                        name, "path", "accepted as long as it says nothing about access", name + " /var/www>")
                .argument("path", "path")
                .withoutEffect("Gangway serves no files; lines about access inside are refused"));
    }

    @Override
    public Optional<Scope> enter(Invocation invocation) {
        invocation
                .draft()
                .noticeOnce(
                        invocation.position(),
                        spec.name(),
                        spec.name() + "> has no meaning here: accepted without effect");
        return Optional.of(
                new Scope(Context.DIRECTORY, invocation.scope().server(), new PathDraft(), Optional.empty()));
    }
}
