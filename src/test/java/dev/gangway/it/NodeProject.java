package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.ProgramPath;
import dev.gangway.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The project in src/test/node with its modules, in target/node. Confined to the test's thread. */
final class NodeProject {
    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "node");

    private NodeProject() {}

    /** Copies the project; fetches the modules unless those of the same lock file are there from an earlier run. */
    static NodeProject installed() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path installedLock = FOLDER.resolve("node_modules").resolve("installed-lock.json");
        Path lock = SOURCE.resolve("package-lock.json");
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.exists(installedLock) || Files.mismatch(installedLock, lock) >= 0) {
            try (RunningProgram npm =
                    RunningProgram.start("npm", FOLDER, Map.of(), List.of(ProgramPath.require("npm"), "ci"))) {
                assertThat(npm.awaitEnd(Duration.ofMinutes(2))).as(npm::output).isZero();
            }
            Files.copy(lock, installedLock, StandardCopyOption.REPLACE_EXISTING);
        }
        return new NodeProject();
    }

    RunningProgram run(String name, String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProgramPath.require("node"), script));
        command.addAll(List.of(arguments));
        return RunningProgram.start(name, FOLDER, Map.of(), command);
    }
}
