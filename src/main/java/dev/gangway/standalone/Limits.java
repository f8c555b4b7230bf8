package dev.gangway.standalone;

import dev.gangway.exchange.Course;
import dev.gangway.rules.Sourced;
import dev.gangway.rules.WorkerParameters;
import dev.gangway.rules.WorkerSources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The limits of one exchange in words, each with where it comes from. Stateless. */
final class Limits {

    private Limits() {}

    static List<String> ofExchange(Course course) {
        WorkerParameters parameters = course.parameters();
        WorkerSources sources = course.mapped().worker().sources();
        List<String> lines = new ArrayList<>();
        if (parameters.max().isPresent()) {
            lines.add(line("at once", parameters.max().getAsInt() + " exchanges", sources.max()));
            lines.add(line("waits for its turn", time(parameters.acquire()), sources.acquire()));
        } else {
            lines.add("at once: no limit");
        }
        lines.add(connect(parameters, sources));
        lines.add(line(
                "idle", time(parameters.timeout()) + " before the first byte and between bytes", sources.timeout()));
        Optional<Sourced<Long>> content = course.settings().messages().bodyLimit();
        lines.add(content.map(limit -> line("content", octets(limit.value()), limit.source()))
                .orElse(line("content", octets(0), "default")));
        return lines;
    }

    static List<String> ofSession(Course course) {
        WorkerParameters parameters = course.mapped().worker().parameters();
        WorkerSources sources = course.mapped().worker().sources();
        return List.of(
                "a WebSocket session takes no place",
                connect(parameters, sources),
                line("idle", time(parameters.timeout()) + " until the handshake is answered", sources.timeout()));
    }

    private static String connect(WorkerParameters parameters, WorkerSources sources) {
        return line("connect", time(parameters.connectTimeout()), sources.connectTimeout());
    }

    private static String line(String what, String value, String source) {
        return what + ": " + value + " (" + source + ")";
    }

    private static String octets(long limit) {
        return limit == 0 ? "no limit" : limit + " octets";
    }

    private static String time(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
