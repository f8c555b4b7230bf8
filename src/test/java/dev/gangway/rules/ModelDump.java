package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;

/** Writes a parse result as lines that people can review in a golden file. Stateless. */
final class ModelDump {

    private ModelDump() {}

    static List<String> lines(ParseResult result) {
        List<String> lines = new ArrayList<>();
        if (result instanceof ParseResult.Refused refused) {
            refused.problems().forEach(problem -> lines.add("problem " + problem));
        } else if (result instanceof ParseResult.Parsed parsed) {
            model(parsed.rules(), lines);
        }
        return lines;
    }

    private static void model(RuleSet rules, List<String> lines) {
        rules.mappings().forEach(mapping -> lines.add(mapping(mapping)));
        rules.reverses().forEach(reverse -> lines.add("reverse " + reverse.path() + " <- " + reverse.url()));
        rules.cookiePaths()
                .forEach(cookie -> lines.add("cookie path " + cookie.internal() + " -> " + cookie.external()));
        rules.cookieDomains()
                .forEach(cookie -> lines.add("cookie domain " + cookie.internal() + " -> " + cookie.external()));
        rules.access().forEach(section -> section(section, lines));
        rules.workers().forEach(worker -> lines.add("worker " + worker.name() + " " + parameters(worker.parameters())));
        ServerSettings settings = rules.settings();
        lines.add("settings preserveHost=" + settings.preserveHost() + " addHeaders=" + settings.addHeaders()
                + " serverName=" + settings.serverName().orElse("-"));
        rules.notices().forEach(notice -> lines.add("notice " + notice));
    }

    private static String mapping(ProxyPass mapping) {
        String left = mapping.matcher() instanceof PathMatcher.Prefix prefix ? "prefix " + prefix.path() : "";
        if (mapping.matcher() instanceof PathMatcher.Regex regex) {
            left = "regex " + regex.pattern();
        }
        if (mapping.destination() instanceof Destination.Backend backend) {
            return "mapping " + left + " -> " + backend.origin().url() + " " + backend.pathTemplate() + " upgrade="
                    + backend.upgrade() + " worker=" + backend.worker();
        }
        return "mapping " + left + " -> excluded";
    }

    private static void section(AccessSection section, List<String> lines) {
        lines.add("access " + section.text() + " = " + section.target());
        for (AccessCheck check : section.checks()) {
            if (check instanceof HostRules rules) {
                lines.add("  " + rules.order() + " allow=" + rules.allow() + " deny=" + rules.deny());
            } else if (check instanceof Requirements requirements) {
                lines.add("  require " + requirements.lines());
            }
        }
    }

    private static String parameters(WorkerParameters parameters) {
        return "max=" + (parameters.max().isPresent() ? parameters.max().getAsInt() : "-") + " reuse="
                + parameters.reuse() + " keepAlive=" + parameters.keepAlive() + " acquire=" + parameters.acquire()
                + " connect=" + parameters.connectTimeout() + " timeout=" + parameters.timeout();
    }
}
