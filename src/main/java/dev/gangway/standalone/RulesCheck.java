package dev.gangway.standalone;

import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import dev.gangway.rules.RulesText;
import dev.gangway.webapp.IncludedFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code check}: what a deployment would say to these rules, without deploying anything, as {@code apachectl configtest}.
 * Problems go to standard error, all of them, notices to standard output. Stateless.
 */
final class RulesCheck {

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    RulesCheck(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
    }

    /** Each file is a rule set of its own. Returns the exit code: 0 when every file can be deployed, otherwise 1. */
    int run(List<Path> files) {
        long problems = files.stream().mapToLong(this::check).sum();
        if (problems == 0) {
            out.println("Syntax OK");
        } else {
            err.println(problems + (problems == 1 ? " problem" : " problems"));
        }
        out.flush();
        err.flush();
        return problems == 0 ? 0 : 1;
    }

    private int check(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            err.println(file + ": " + reason(e));
            return 1;
        }
        ParseResult result = RulesParser.parse(new RulesText(
                List.of(new RulesSource(file.toString(), text)), IncludedFiles.beside(file), environment));
        if (result instanceof ParseResult.Refused refused) {
            refused.problems().forEach(err::println);
            return refused.problems().size();
        }
        if (result instanceof ParseResult.Parsed parsed) {
            parsed.rules().notices().forEach(out::println);
        }
        return 0;
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file, expected a rules file";
        }
        return e instanceof CharacterCodingException
                ? "not UTF-8, expected a text file"
                : "cannot be read: " + e.getMessage();
    }
}
