package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.PathPolicy;
import dev.gangway.message.PathResult;
import dev.gangway.rules.Environment;
import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import dev.gangway.rules.Server;
import dev.gangway.rules.WorkerDefinition;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rules and paths for tests, from text. Stateless. */
public final class RulesText {

    private RulesText() {}

    public static RuleSet rules(String text) {
        ParseResult result = RulesParser.parse(List.of(new RulesSource("test", text)));
        if (result instanceof ParseResult.Parsed parsed) {
            return parsed.rules();
        }
        throw new AssertionError(result.toString());
    }

    public static CanonicalPath path(String rawPath) {
        return path(rawPath, PathPolicy.DEFAULT);
    }

    static CanonicalPath path(String rawPath, PathPolicy policy) {
        PathResult result = CanonicalPath.parse(rawPath, policy);
        if (result instanceof CanonicalPath path) {
            return path;
        }
        throw new AssertionError(rawPath + ": " + result);
    }

    public static Found find(String text, String rawPath) {
        return table(text).find(path(rawPath, server(text).settings().paths()), false, Environment.empty());
    }

    static MappingTable table(String text) {
        Server server = server(text);
        return MappingTable.compile(
                server,
                SectionTable.compile(server),
                rules(text).workers().stream().collect(Collectors.toMap(WorkerDefinition::name, Function.identity())));
    }

    /** The first virtual host, or the main server where there is none. */
    public static Server server(String text) {
        RuleSet rules = rules(text);
        return rules.hosts().stream().findFirst().orElse(rules.main());
    }

    public static Found.Mapped mapped(String text, String rawPath) {
        Found found = find(text, rawPath);
        if (found instanceof Found.Mapped mapped) {
            return mapped;
        }
        throw new AssertionError(rawPath + ": " + found);
    }
}
