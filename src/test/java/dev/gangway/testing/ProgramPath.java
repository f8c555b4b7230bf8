package dev.gangway.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks programs up as a shell would, then where servers lie that not every user's PATH names. Stateless. */
public final class ProgramPath {
    private ProgramPath() {}

    public static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Arrays.stream(path.split(File.pathSeparator, -1)), Stream.of("/usr/local/sbin", "/usr/sbin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(candidate -> Files.isRegularFile(candidate) && Files.isExecutable(candidate))
                .findFirst();
    }

    public static String require(String program) {
        return find(program)
                .map(Path::toString)
                .orElseThrow(() -> new IllegalStateException(program + " is not on the PATH"));
    }
}
