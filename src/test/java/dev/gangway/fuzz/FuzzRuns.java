package dev.gangway.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The long run: Jazzer over one target after the other, each in a process of its own for so many seconds. New inputs go to
 * {@code target/fuzz/<target>/found}, those that break a property to {@code target/fuzz/<target>}.
 */
public final class FuzzRuns {

    /** Findings of these are none: rules may hold any expression, and no target opens a socket or a file. */
    private static final List<String> DISABLED_DETECTORS = List.of("RegexInjection", "ServerSideRequestForgery");

    private FuzzRuns() {}

    /** Arguments: seconds for each target, then the targets, none for all. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> names = Arrays.asList(arguments).subList(1, arguments.length);
        boolean clean = true;
        for (FuzzTarget target : FuzzTarget.values()) {
            if (names.isEmpty() || names.contains(target.title())) {
                clean &= run(target, arguments[0]) == 0;
            }
        }
        System.exit(clean ? 0 : 1);
    }

    private static int run(FuzzTarget target, String seconds) throws IOException, InterruptedException {
        Path output = Path.of("target/fuzz").resolve(target.title());
        Path found = Files.createDirectories(output.resolve("found"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type.getName(),
                "--instrumentation_includes=dev.gangway.**:org.apache.hc.core5.http.**",
                "--custom_hook_includes=dev.gangway.**",
                "--reproducer_path=" + output,
                "--disabled_hooks=" + detectors(),
                "-artifact_prefix=" + output + "/",
                "-max_total_time=" + seconds,
                "--keep_going=5",
                "-timeout=300", // the first input waits until all classes are instrumented
                "-max_len=4096",
                found.toString(),
                target.folder().toString()));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.redirectOutput(output.resolve("log.txt").toFile());
        int exit = process.start().waitFor();
        System.out.printf(Locale.ROOT, "%s: %s, see %s%n", target.title(), exit == 0 ? "clean" : "broken", output);
        return exit;
    }

    private static String detectors() {
        return String.join(
                ":",
                DISABLED_DETECTORS.stream()
                        .map(name -> "com.code_intelligence.jazzer.sanitizers." + name)
                        .toList());
    }
}
