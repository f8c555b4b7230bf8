package dev.gangway.rules;

import java.util.List;
import java.util.Optional;

/** {@code <Location>} and {@code <LocationMatch>}: settings of request paths (mod_proxy.md section 1.5). Stateless. */
record LocationSection(DirectiveSpec spec, boolean match) implements SectionDirective {

    static LocationSection plain() {
        return new LocationSection(
                DirectiveSpec.server(
                                "<Location",
                                "path | ~ regex",
                                "its lines hold for the path and what lies below it; later sections go over earlier ones",
                                "<Location /admin>")
                        .argument("path", "path", "begins with /, decoded and normalised; wildcards * ? []")
                        .argument("regex", "regular expression", "searched in the decoded, normalised path")
                        .differs("a path holding %XX, // or a dot segment is refused"),
                false);
    }

    static LocationSection matching() {
        return new LocationSection(
                DirectiveSpec.server(
                                "<LocationMatch",
                                "regex",
                                "its lines hold for paths in which the expression is found",
                                "<LocationMatch \"^/app/.*/reports\">")
                        .argument(
                                "regex",
                                "regular expression",
                                "searched in the decoded, normalised path; no %XX; a group (?<name>...) is the variable MATCH_NAME"),
                true);
    }

    @Override
    public Optional<Scope> enter(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        boolean tilde = !match && arguments.size() == 2 && arguments.get(0).equals("~");
        String written = tilde
                ? arguments.get(1)
                : invocation.only(match ? "one regular expression" : "one path, or ~ and one regular expression");
        return Optional.of(SectionScopes.open(
                invocation, Context.LOCATION, match || tilde ? regex(invocation, written) : path(written)));
    }

    private static SectionTarget regex(Invocation invocation, String written) throws Refusal {
        NeverCanonical.refuseEscapes(written);
        return new SectionTarget.LocationPattern(invocation.pattern(written), written);
    }

    private static SectionTarget path(String path) throws Refusal {
        if (!path.startsWith("/")) {
            throw Refusal.expected(path, "a path that begins with /");
        }
        NeverCanonical.refuseWithSlashRuns(path);
        return Glob.hasWildcard(path)
                ? new SectionTarget.LocationPattern(Glob.compile(path, false), path)
                : new SectionTarget.LocationPrefix(path);
    }
}
