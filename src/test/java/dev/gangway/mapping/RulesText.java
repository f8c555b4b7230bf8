package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.PathResult;
import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import java.util.List;

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
        PathResult result = CanonicalPath.parse(rawPath);
        if (result instanceof CanonicalPath path) {
            return path;
        }
        throw new AssertionError(rawPath + ": " + result);
    }

    public static Found find(String text, String rawPath) {
        return MappingTable.compile(rules(text)).find(path(rawPath));
    }

    public static Found.Mapped mapped(String text, String rawPath) {
        Found found = find(text, rawPath);
        if (found instanceof Found.Mapped mapped) {
            return mapped;
        }
        throw new AssertionError(rawPath + ": " + found);
    }
}
