package dev.gangway.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one start of a host runs with. Immutable.
 *
 * @param contextPath empty for the root, else with its slash; {@code java -jar} knows the root only
 * @param rules the rules text, put into a file of the host's directory
 * @param containerThreads the most that a container may have for requests; empty leaves what it comes with, and
 *     {@code java -jar} always has its own
 * @param contextFile a container's context file to use as it is, with WAR and rules where the files of {@code deploy} look
 *     for them; empty means one that names the WAR and the rules file
 * @param http2 whether the connector takes HTTP/2 without TLS too; {@code java -jar} never does
 */
public record HostSetup(
        Path war,
        String contextPath,
        String rules,
        Optional<String> contextFile,
        List<String> jvmOptions,
        int heapMegabytes,
        OptionalInt containerThreads,
        boolean http2) {

    public HostSetup {
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** The packaged WAR with these rules. */
    public static HostSetup of(String contextPath, String rules) {
        Path war = HostProcess.targetDirectory().resolve("gangway.war");
        return new HostSetup(war, contextPath, rules, Optional.empty(), List.of(), 256, OptionalInt.empty(), false);
    }

    public HostSetup withWar(Path otherWar) {
        return new HostSetup(
                otherWar, contextPath, rules, contextFile, jvmOptions, heapMegabytes, containerThreads, http2);
    }

    public HostSetup withContextFile(String text) {
        return new HostSetup(
                war, contextPath, rules, Optional.of(text), jvmOptions, heapMegabytes, containerThreads, http2);
    }

    public HostSetup withJvmOptions(String... options) {
        return new HostSetup(
                war, contextPath, rules, contextFile, List.of(options), heapMegabytes, containerThreads, http2);
    }

    public HostSetup withHeap(int megabytes) {
        return new HostSetup(war, contextPath, rules, contextFile, jvmOptions, megabytes, containerThreads, http2);
    }

    public HostSetup withContainerThreads(int most) {
        return new HostSetup(
                war, contextPath, rules, contextFile, jvmOptions, heapMegabytes, OptionalInt.of(most), http2);
    }

    public HostSetup withHttp2() {
        return new HostSetup(war, contextPath, rules, contextFile, jvmOptions, heapMegabytes, containerThreads, true);
    }
}
