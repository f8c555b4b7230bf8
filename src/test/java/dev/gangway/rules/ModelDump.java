package dev.gangway.rules;

import dev.gangway.message.PathPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

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
        if (rules.hosts().isEmpty()) {
            server(rules.main(), lines);
        } else {
            for (Server host : rules.hosts()) {
                lines.add("host " + host.names().name().orElse("-") + " "
                        + host.names().aliases() + " " + host.names().addresses());
                server(host, lines);
            }
        }
        if (!rules.sockets().equals(SocketLimits.NONE)) {
            lines.add("sockets " + rules.sockets());
        }
        rules.workers().forEach(worker -> lines.add("worker " + worker.name() + " " + parameters(worker.parameters())));
        rules.notices().forEach(notice -> lines.add("notice " + notice));
    }

    private static void server(Server server, List<String> lines) {
        server.rewrites().forEach(rule -> rewrite(rule, lines));
        server.mappings().forEach(mapping -> lines.add(mapping(mapping)));
        server.redirects().forEach(rule -> redirect(rule, "", lines));
        settings(server.base(), "", lines);
        server.sections().forEach(section -> section(section, lines));
        if (!server.settings().trust().equals(PeerTrust.NOBODY)) {
            lines.add("trust " + server.settings().trust());
        }
        hop(server.settings().hop(), lines);
        server.deeper().lines().forEach(line -> lines.add("deeper than " + line));
        lines.add("settings serverName=" + server.settings().serverName().orElse("-")
                + (server.settings().paths().equals(PathPolicy.DEFAULT)
                        ? ""
                        : " " + server.settings().paths()));
    }

    private static void settings(PathSettings settings, String indent, List<String> lines) {
        settings.reverses()
                .forEach(reverse -> lines.add(indent + "reverse " + reverse.path() + " <- " + reverse.url()
                        + interpolates(reverse.interpolates())));
        settings.cookiePaths()
                .forEach(cookie -> lines.add(indent + "cookie path " + cookie.internal() + " -> " + cookie.external()
                        + interpolates(cookie.interpolates())));
        settings.cookieDomains()
                .forEach(cookie -> lines.add(indent + "cookie domain " + cookie.internal() + " -> " + cookie.external()
                        + interpolates(cookie.interpolates())));
        settings.preserveHost().ifPresent(on -> lines.add(indent + "preserveHost=" + on));
        settings.addHeaders().ifPresent(on -> lines.add(indent + "addHeaders=" + on));
        settings.interpolates().ifPresent(on -> lines.add(indent + "interpolates=" + on));
        settings.origins().ifPresent(origins -> lines.add(indent + "origins " + origins.value()));
        messages(settings.messages(), indent, lines);
        head(settings.head(), indent, lines);
        SocketTimes sockets = settings.sockets();
        sockets.clientPing().ifPresent(time -> lines.add(indent + "clientPing=" + time.value()));
        sockets.backendPing().ifPresent(time -> lines.add(indent + "backendPing=" + time.value()));
        sockets.idle().ifPresent(time -> lines.add(indent + "socketIdle=" + time.value()));
        SocketEnds ends = settings.socketEnds();
        ends.clientMessage().ifPresent(limit -> lines.add(indent + "clientMessage=" + limit.value()));
        ends.backendMessage().ifPresent(limit -> lines.add(indent + "backendMessage=" + limit.value()));
        ends.drainClient().ifPresent(code -> lines.add(indent + "drainClient=" + code.value()));
        ends.drainBackend().ifPresent(end -> lines.add(indent + "drainBackend=" + end.value()));
        ends.spread().ifPresent(time -> lines.add(indent + "drainSpread=" + time.value()));
    }

    private static void messages(MessageSettings messages, String indent, List<String> lines) {
        messages.errorOverride()
                .ifPresent(on -> lines.add(indent + "errorOverride=" + on + " " + messages.overridden()));
        if (!messages.documents().isEmpty()) {
            lines.add(indent + "documents " + new TreeMap<>(messages.documents()));
        }
        messages.canonicalName().ifPresent(on -> lines.add(indent + "canonicalName=" + on));
        messages.bodyLimit().ifPresent(limit -> lines.add(indent + "bodyLimit=" + limit.value()));
    }

    private static void hop(HopSettings hop, List<String> lines) {
        if (hop.via() != Via.OFF) {
            lines.add("via " + hop.via());
        }
        hop.maxForwards().ifPresent(number -> lines.add("maxForwards=" + number));
        if (!hop.blocked().isEmpty()) {
            lines.add("blocked " + hop.blocked());
        }
        if (!hop.capturedHosts().entries().isEmpty()) {
            lines.add("captured hosts " + hop.capturedHosts().entries());
        }
        if (!hop.plainOnSockets()) {
            lines.add("plainOnSockets=false");
        }
    }

    private static void head(HeadEdits head, String indent, List<String> lines) {
        head.environment().forEach(edit -> lines.add(indent + environment(edit)));
        head.early().forEach(edit -> lines.add(indent + "early " + edit));
        head.requests().forEach(edit -> lines.add(indent + "request " + edit));
        head.answers().forEach(edit -> lines.add(indent + "answer " + edit));
        head.always().forEach(edit -> lines.add(indent + "answer always " + edit));
    }

    private static String environment(EnvironmentEdit edit) {
        if (edit instanceof EnvironmentEdit.Match match) {
            StringBuilder line = new StringBuilder(match.beforeMapping() ? "before mapping" : "after mapping");
            line.append(" if ")
                    .append(match.attribute())
                    .append(" /")
                    .append(match.pattern())
                    .append("/:");
            match.assignments()
                    .forEach(assignment -> line.append(' ')
                            .append(assignment.variable())
                            .append(assignment.value().map(value -> "=" + value).orElse(" unset")));
            return line.toString();
        }
        return edit instanceof EnvironmentEdit.Assign assign
                ? "set " + assign.variable() + "=" + assign.value()
                : "unset " + ((EnvironmentEdit.Remove) edit).variable();
    }

    private static void rewrite(RewriteRule rule, List<String> lines) {
        rule.conditions()
                .forEach(condition -> lines.add("rewrite if " + (condition.negated() ? "not " : "")
                        + condition.text().pieces() + " " + condition.test() + (condition.or() ? " or" : "")));
        lines.add("rewrite " + (rule.negated() ? "!" : "") + rule.pattern() + " " + rule.action());
        lines.add("  " + rule.flags());
    }

    private static void redirect(RewriteRule rule, String indent, List<String> lines) {
        lines.add(indent + "redirect " + rule.pattern() + " " + rule.action());
    }

    private static String interpolates(boolean on) {
        return on ? " interpolate" : "";
    }

    private static String mapping(ProxyPass mapping) {
        String left = mapping.matcher() instanceof PathMatcher.Prefix prefix ? "prefix " + prefix.path() : "";
        if (mapping.matcher() instanceof PathMatcher.Regex regex) {
            left = "regex " + regex.pattern();
        }
        if (mapping.matcher() instanceof PathMatcher.Encoded encoded) {
            left = (encoded.servlet() ? "servlet prefix " : "encoded prefix ") + encoded.path();
        }
        left += interpolates(mapping.interpolates());
        if (mapping.destination() instanceof Destination.Backend backend) {
            return "mapping " + left + " -> " + backend.origin().url() + " " + backend.pathTemplate() + " upgrade="
                    + backend.upgrade() + (backend.nocanon() ? " nocanon" : "") + " worker=" + backend.worker();
        }
        if (mapping.destination() instanceof Destination.Captured captured) {
            return "mapping " + left + " -> captured " + captured.url() + " upgrade=" + captured.upgrade()
                    + (captured.nocanon() ? " nocanon" : "") + " worker=" + captured.worker();
        }
        if (mapping.destination() instanceof Destination.Balanced balanced) {
            return "mapping " + left + " -> " + balanced.balancer().url() + " " + balanced.pathTemplate() + " "
                    + balanced.balancer().members().stream()
                            .map(member -> "member " + member.origin().url() + " " + member.path() + " upgrade="
                                    + member.upgrade() + " worker=" + member.worker() + " "
                                    + new TreeMap<>(member.parameters()))
                            .toList()
                    + " " + new TreeMap<>(balanced.balancer().parameters());
        }
        return "mapping " + left + " -> excluded";
    }

    private static void section(Section section, List<String> lines) {
        lines.add("section " + section.text() + " = " + section.target());
        AccessRules access = section.access();
        access.hosts()
                .ifPresent(
                        rules -> lines.add("  " + rules.order() + " allow=" + rules.allow() + " deny=" + rules.deny()));
        access.requirements().ifPresent(rules -> lines.add("  require " + rules.requirement()));
        access.satisfy().ifPresent(satisfy -> lines.add("  satisfy " + satisfy));
        section.mapping().ifPresent(mapping -> lines.add("  " + mapping(mapping)));
        section.settings().redirects().rules().forEach(rule -> redirect(rule, "  ", lines));
        settings(section.settings(), "  ", lines);
    }

    private static String parameters(WorkerParameters parameters) {
        return "max=" + (parameters.max().isPresent() ? parameters.max().getAsInt() : "-") + " reuse="
                + parameters.reuse() + " keepAlive=" + parameters.keepAlive() + " acquire=" + parameters.acquire()
                + (parameters.waiting() == 10_000 ? "" : " waiting=" + parameters.waiting())
                + " connect=" + parameters.connectTimeout() + " timeout=" + parameters.timeout()
                + (parameters.connection().equals(ConnectionSettings.DEFAULT) ? "" : " " + parameters.connection())
                + (parameters.maxSockets().isPresent()
                        ? " maxSockets=" + parameters.maxSockets().getAsInt()
                        : "")
                + (parameters.spool().isPresent()
                        ? " spool=" + parameters.spool().getAsLong()
                        : "");
    }
}
