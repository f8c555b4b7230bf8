package dev.gangway.it;

import dev.gangway.testing.ProgramPath;
import dev.gangway.testing.RunningProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The app in src/test/shiny in an R process of its own, on a port that R has picked. Confined to the test's thread. */
final class ShinyApp implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening on (http://127\\.0\\.0\\.1:[0-9]+)");

    private final RunningProgram program;
    private final URI base;

    private ShinyApp(RunningProgram program, URI base) {
        this.program = program;
        this.base = base;
    }

    static ShinyApp start(String name) throws IOException {
        String run = "shiny::runApp('.', host = '127.0.0.1', launch.browser = FALSE)";
        RunningProgram program = RunningProgram.start(
                name + "-shiny",
                Path.of("src", "test", "shiny"),
                // in the C locale R would mangle the file name of the download
                Map.of("LC_ALL", "C.UTF-8"),
                List.of(ProgramPath.require("Rscript"), "--vanilla", "-e", run));
        try {
            String base = program.awaitOutput(LISTENING, Duration.ofMinutes(1)).group(1);
            return new ShinyApp(program, URI.create(base + "/"));
        } catch (RuntimeException | Error e) {
            program.close();
            throw e;
        }
    }

    URI base() {
        return base;
    }

    void kill() {
        program.kill();
    }

    @Override
    public void close() {
        program.close();
    }
}
