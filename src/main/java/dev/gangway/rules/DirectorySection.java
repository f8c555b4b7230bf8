package dev.gangway.rules;

import java.util.Locale;
import java.util.Optional;

/**
 * {@code <Directory>} and {@code <DirectoryMatch>}: about files, of which there are none. Lines without meaning are
 * accepted, and the one that admits everybody; any other line about access is refused, so that nobody believes it protects
 * something. Stateless.
 */
record DirectorySection(DirectiveSpec spec) implements SectionDirective {

    static DirectorySection of(String name) {
        return new DirectorySection(
                DirectiveSpec.server(name, "path", "accepted as long as it restricts nothing", name + " /var/www>")
                        .argument("path", "path")
                        .withoutEffect(
                                "Gangway serves no files; lines about access inside are refused, but for Require all granted"));
    }

    /** Whether a line admits everybody to the files, which takes nothing away where there are none. */
    static boolean grants(DirectiveSpec spec, Node line) {
        return spec.name().equals("Require")
                && line.arguments().strip().toLowerCase(Locale.ROOT).matches("all\\s+granted");
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
