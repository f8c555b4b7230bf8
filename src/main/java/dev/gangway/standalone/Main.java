package dev.gangway.standalone;

import dev.gangway.rules.DirectiveReference;
import dev.gangway.rules.RuleSet;
import dev.gangway.standalone.Command.Check;
import dev.gangway.standalone.Command.Demo;
import dev.gangway.standalone.Command.Directives;
import dev.gangway.standalone.Command.Explain;
import dev.gangway.standalone.Command.Help;
import dev.gangway.standalone.Command.Serve;
import dev.gangway.standalone.Command.Wrong;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;

/**
 * {@code java -jar gangway.war}. Prints one line to standard output when clients can be served; everything else goes to
 * standard error. Exit codes: 0 done, 1 did not start or rules with problems, 2 wrong options. The main thread starts everything and waits, the
 * shutdown hook ends it.
 */
public final class Main {

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        configureLogging();
        int code = new Main(System.out, System.err).run(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Returns the exit code; after a successful start, only when the process is being ended. */
    int run(String... arguments) {
        Command command = Options.parse(arguments);
        if (command instanceof Serve serve) {
            return serve(new GangwayApplication(serve));
        }
        if (command instanceof Demo demo) {
            return serve(new DemoApplication(demo.place()));
        }
        if (command instanceof Check check) {
            return new RulesCheck(out, err, System.getenv()).run(check.files());
        }
        if (command instanceof Directives directives) {
            return directives(directives.names());
        }
        if (command instanceof Explain explain) {
            return explain(explain);
        }
        if (command instanceof Wrong wrong) {
            complain(wrong.problems());
            err.println("java -jar gangway.war --help shows what there is");
            return 2;
        }
        out.print(command instanceof Help ? Resources.text("help.txt") : "Gangway " + Resources.version() + "\n");
        out.flush();
        return 0;
    }

    private int directives(List<String> names) {
        DirectiveReference reference = new DirectiveReference();
        List<String> unknown = new ArrayList<>();
        if (names.isEmpty()) {
            out.println("java -jar gangway.war check FILE... says what is wrong with rules files. They may hold:\n");
            reference.all().forEach(out::println);
        }
        for (String name : names) {
            reference
                    .of(name)
                    .ifPresentOrElse(
                            lines -> lines.forEach(out::println),
                            () -> unknown.add("'" + name + "' is no directive of httpd" + reference.hint(name)));
        }
        out.flush();
        complain(unknown);
        return unknown.isEmpty() ? 0 : 2;
    }

    private int explain(Explain question) {
        Optional<RuleSet> rules = new RulesCheck(out, err, System.getenv()).read(question.file());
        rules.ifPresent(read -> Explanation.of(read, question).forEach(out::println));
        out.flush();
        return rules.isPresent() ? 0 : 1;
    }

    private int serve(Application application) {
        CountDownLatch ended = new CountDownLatch(1);
        Runnable end = () -> {
            application.close();
            ended.countDown();
        };
        Runtime.getRuntime().addShutdownHook(new Thread(end, "gangway-end"));
        try {
            application.start();
            out.println("Gangway " + Resources.version() + " is ready: " + application.description());
            out.flush();
            ended.await();
            return 0;
        } catch (CannotStart e) {
            complain(e.problems());
            return 1;
        } catch (InterruptedException e) {
            // nobody interrupts the main thread; if somebody does, it means the end
            application.close();
            return 0;
        }
    }

    private void complain(List<String> problems) {
        problems.forEach(problem -> err.println("gangway: " + problem));
    }

    /** One line per record on standard error, unless the operator configured java.util.logging. */
    private static void configureLogging() {
        if (System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null) {
            return;
        }
        try (InputStream configuration = Resources.open("logging.properties")) {
            LogManager.getLogManager().readConfiguration(configuration);
        } catch (IOException e) {
            throw new IllegalStateException("cannot configure logging", e);
        }
    }
}
