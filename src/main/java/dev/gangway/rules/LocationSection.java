package dev.gangway.rules;

import java.util.Optional;
import java.util.regex.Pattern;

/** {@code <Location>}: access to request paths (mod_proxy.md section 1.5). Stateless. */
final class LocationSection implements SectionDirective {

    /** Such a section would never match, and so restrict nothing. */
    private static final Pattern NEVER_CANONICAL = Pattern.compile("//|%[0-9A-Fa-f]{2}|/\\.\\.?(/|$)");

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
        if (NEVER_CANONICAL.matcher(path).find()) {
            throw Refusal.expected(
                    path, "the path as it is once decoded and normalised: no //, no dot segment, no %XX");
        }
        SectionTarget target = Glob.hasWildcard(path)
                ? new SectionTarget.LocationGlob(Glob.compile(path, false))
                : new SectionTarget.LocationPrefix(path);
        return Optional.of(SectionScopes.access(invocation, Context.LOCATION, target));
    }
}
