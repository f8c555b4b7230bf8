package dev.gangway.rules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ProxyPassMatch: one mapping by regular expression (mod_proxy.md section 3.5). Stateless. */
final class ProxyPassMatchDirective implements Directive {

    /** Today's Shiny Server writes {@code __sockjs__/n=<id>/<digits>/}, which this often copied pattern misses. */
    private static final String OLD_SOCKJS = "__sockjs__/[0-9]+";

    private static final Pattern GROUP = Pattern.compile("(?<!\\\\)\\$([1-9])");

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.serverOrLocation(
                        "ProxyPassMatch",
                        "[regex] !|url [key=value ...] [nocanon] [interpolate]",
                        "forwards requests whose path the expression finds; $0 to $9 in the URL's path are its groups",
                        "ProxyPassMatch ^/app/(.*)$ http://backend.example:3838/$1")
                .argument(
                        "regex",
                        "regular expression",
                        "searched in the decoded, normalised request path; not in <Location>")
                .argument(
                        "url",
                        "URL",
                        "as for ProxyPass; $0 to $9 in its path, and in host and port with ProxyCapturedHosts; never in a"
                                + " socket's path")
                .argument("key=value", "worker parameter", "as for ProxyPass")
                .argument("interpolate", "word", "as for ProxyPass, in the URL's path")
                .differs(
                        "captures in host or port only with ProxyCapturedHosts; an expression that takes too long for a path answers it 400; a worker"
                                + " whose URL holds captures serves the lines that name it and no others");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        apply(invocation, invocation.arguments());
    }

    /** Also for {@code ProxyPass ~}. */
    static void apply(Invocation invocation, List<String> arguments) throws Refusal {
        Optional<SectionTarget> section = invocation.scope().target();
        if (section.isPresent()) {
            PathPattern pattern = sectionPattern(section.get());
            MappingLine.addToSection(invocation, new PathMatcher.Regex(pattern), arguments);
            missingGroups(invocation, pattern, arguments.get(0));
            return;
        }
        if (arguments.size() < 2) {
            throw Refusal.arguments(arguments, "a regular expression and a URL or !");
        }
        PathPattern pattern = invocation.pattern(arguments.get(0));
        if (pattern.toString().contains(OLD_SOCKJS)) {
            invocation.notice(
                    "\"" + OLD_SOCKJS + "\" misses today's Shiny Server URLs (__sockjs__/n=<id>/...): harmless, since"
                            + " rules for http:// relay WebSocket too");
        }
        missingGroups(invocation, pattern, arguments.get(1));
        MappingLine.add(invocation, new PathMatcher.Regex(pattern), arguments.subList(1, arguments.size()));
    }

    /** A group that an expression does not have is empty, which nobody means. */
    static void missingGroups(Invocation invocation, PathPattern pattern, String target) {
        Matcher reference = GROUP.matcher(target);
        while (reference.find()) {
            int number = Integer.parseInt(reference.group(1));
            if (number > pattern.groups()) {
                invocation.notice("\"" + reference.group() + "\" is always empty: the expression \"" + pattern
                        + "\" has " + (pattern.groups() == 0 ? "no groups" : pattern.groups() + " only"));
            }
        }
    }

    /** httpd takes the section's text for the expression, even that of a plain {@code <Location>}. */
    private static PathPattern sectionPattern(SectionTarget target) throws Refusal {
        if (target instanceof SectionTarget.LocationPattern location) {
            return PathPattern.compile(location.written());
        }
        if (target instanceof SectionTarget.LocationPrefix location) {
            return PathPattern.compile(location.path());
        }
        throw new IllegalStateException("checked by the contexts of the directive: " + target);
    }
}
