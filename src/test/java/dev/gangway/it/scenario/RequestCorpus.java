package dev.gangway.it.scenario;

import dev.gangway.testing.CorpusCase;
import dev.gangway.testing.HostKind;
import java.util.List;
import java.util.Locale;

/** The requests of {@code corpus/requests} and what is known of the containers that judge them otherwise. Immutable. */
final class RequestCorpus {

    /**
     * A container that judges otherwise.
     *
     * @param host a host's name, or {@code tomcat} or {@code jetty} for all that are
     */
    record Difference(String id, String host, String verdict, String reason) {

        boolean concerns(HostKind kind) {
            return switch (host) {
                case "tomcat" -> !kind.jetty();
                case "jetty" -> kind.jetty();
                default -> host.equals(kind.name().toLowerCase(Locale.ROOT));
            };
        }
    }

    private static final List<CorpusCase> CASES = CorpusCase.readAll("corpus/requests");
    private static final List<Difference> DIFFERENCES =
            CorpusCase.lines(CorpusCase.directory("corpus").resolve("container-differences.txt")).stream()
                    .map(RequestCorpus::difference)
                    .toList();

    private RequestCorpus() {}

    static List<CorpusCase> cases() {
        return CASES;
    }

    static List<Difference> differences() {
        return DIFFERENCES;
    }

    /** The verdict on this host: a listed difference that is none any more fails as any other wrong verdict. */
    static String expected(CorpusCase request, HostKind kind) {
        return DIFFERENCES.stream()
                .filter(difference -> difference.id().equals(request.id()) && difference.concerns(kind))
                .map(Difference::verdict)
                .findFirst()
                .orElse(request.expected());
    }

    private static Difference difference(String line) {
        List<String> columns = CorpusCase.columns(line);
        if (columns.size() != 4) {
            throw new IllegalArgumentException("expected id | host | verdict | reason, not " + line);
        }
        return new Difference(columns.get(0), columns.get(1), columns.get(2), columns.get(3));
    }
}
