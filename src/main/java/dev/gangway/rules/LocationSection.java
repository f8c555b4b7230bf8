package dev.gangway.rules;

import java.util.Optional;

/** {@code <Location>}: access to request paths (mod_proxy.md section 1.5). Stateless. */
final class LocationSection implements SectionDirective {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                "<Location", "path", "access to the path and what lies below it", "<Location /admin>");
    }

    @Override
    public Optional<Scope> enter(Invocation invocation) throws Refusal {
        if (!invocation.arguments().isEmpty() && invocation.arguments().get(0).equals("~")) {
            throw Refusal.notYet("the form \"<Location ~ regex>\"");
        }
        String path = invocation.only("one path");
        if (!path.startsWith("/")) {
            throw Refusal.expected(path, "a path that begins with /");
        }
        NeverCanonical.refuseWithSlashRuns(path);
        SectionTarget target = Glob.hasWildcard(path)
                ? new SectionTarget.LocationGlob(Glob.compile(path, false))
                : new SectionTarget.LocationPrefix(path);
        return Optional.of(SectionScopes.access(invocation, Context.LOCATION, target));
    }
}
