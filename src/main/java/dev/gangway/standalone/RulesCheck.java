package dev.gangway.standalone;

import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.RulesParser;
import dev.gangway.webapp.RefusedConfiguration;
import dev.gangway.webapp.RulesFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code check}: what a deployment would say to these rules, without deploying anything, as {@code apachectl configtest}.
 * Problems go to standard error, all of them, notices to standard output. Confined to one thread.
 */
final class RulesCheck {

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private long problems;

    RulesCheck(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
    }

    /** Each file is a rule set of its own. Returns the exit code: 0 when every file can be deployed, otherwise 1. */
    int run(List<Path> files) {
        for (Path file : files) {
            read(file).ifPresent(rules -> rules.notices().forEach(out::println));
        }
        if (problems == 0) {
            out.println("Syntax OK");
        } else {
            err.println(problems + (problems == 1 ? " problem" : " problems"));
        }
        out.flush();
        err.flush();
        return problems == 0 ? 0 : 1;
    }

    /** The rules of one file; empty when it has problems, which are told. */
    Optional<RuleSet> read(Path file) {
        try {
            ParseResult result = RulesParser.parse(RulesFile.read(file.toString(), environment));
            if (result instanceof ParseResult.Parsed parsed) {
                return Optional.of(parsed.rules());
            }
            complain(((ParseResult.Refused) result).problems());
        } catch (RefusedConfiguration e) {
            complain(e.problems());
        }
        return Optional.empty();
    }

    private void complain(List<?> texts) {
        texts.forEach(err::println);
        problems += texts.size();
    }
}
