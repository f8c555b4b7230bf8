package dev.gangway.standalone;

import dev.gangway.exchange.Course;
import dev.gangway.rules.AnswerLimits;
import dev.gangway.rules.ConnectionSettings;
import dev.gangway.rules.HandshakeRate;
import dev.gangway.rules.SocketEnds;
import dev.gangway.rules.SocketLimits;
import dev.gangway.rules.SocketTimes;
import dev.gangway.rules.Sourced;
import dev.gangway.rules.WorkerParameters;
import dev.gangway.rules.WorkerSources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The limits of one exchange in words, each with where it comes from. Stateless. */
final class Limits {

    private Limits() {}

    static List<String> ofExchange(Course course) {
        WorkerParameters parameters = course.parameters();
        WorkerSources sources = course.mapped().worker().sources();
        List<String> lines = new ArrayList<>();
        if (parameters.max().isPresent()) {
            lines.add(line("at once", parameters.max().getAsInt() + " exchanges", sources.of("max")));
            lines.add(line("waits for its turn", time(parameters.acquire()), sources.of("acquire")));
            lines.add(line("waiting at once", parameters.waiting() + " exchanges", sources.of("waiting")));
        } else {
            lines.add("at once: no limit");
        }
        lines.add(connect(parameters, sources));
        lines.add(line(
                "idle",
                time(parameters.timeout()) + " before the first byte and between bytes",
                sources.of("timeout")));
        lines.addAll(head(parameters.connection().answer(), sources));
        lines.add(kept(parameters, sources));
        Sourced<Duration> client = course.server().clientIdle();
        lines.add(line("client", time(client.value()) + " without taking a byte", client.source()));
        Optional<Sourced<Long>> content = course.settings().messages().bodyLimit();
        lines.add(content.map(limit -> line("content", octets(limit.value()), limit.source()))
                .orElse(line("content", octets(0), "default")));
        lines.add(spool(course));
        return lines;
    }

    static List<String> ofSession(Course course, SocketLimits sockets) {
        WorkerParameters parameters = course.mapped().worker().parameters();
        WorkerSources sources = course.mapped().worker().sources();
        SocketTimes times = course.settings().sockets();
        List<String> lines = new ArrayList<>();
        lines.add("a WebSocket session takes no place of max");
        lines.add(line("sockets at once", number(parameters.maxSockets().orElse(0)), sources.of("maxsockets")));
        lines.add(sourced("all together", sockets.sessions(), Limits::number));
        lines.add(sourced("one client", sockets.clientSessions(), Limits::number));
        lines.add(sourced("handshakes", sockets.rate(), HandshakeRate::toString));
        lines.add(sourced("of one client", sockets.clientRate(), HandshakeRate::toString));
        lines.add(course.settings()
                .origins()
                .map(origins -> line("origin", "the client's host, " + origins.value(), origins.source()))
                .orElse(line("origin", "the client's host", "default")));
        lines.add(connect(parameters, sources));
        lines.add(line("idle", time(parameters.timeout()) + " until the handshake is answered", sources.of("timeout")));
        lines.addAll(head(parameters.connection().answer(), sources));
        lines.add(sourced("ping to the client", times.clientPingOrDefault(), Limits::interval));
        lines.add(sourced("ping to the backend", times.backendPingOrDefault(), Limits::interval));
        lines.add(sourced(
                "session without messages", times.idleOrDefault(), idle -> idle.isZero() ? "no limit" : time(idle)));
        lines.addAll(ends(course.settings().socketEnds()));
        return lines;
    }

    private static List<String> ends(SocketEnds ends) {
        return List.of(
                sourced("message of the client", ends.clientMessageOrDefault(), Limits::octets),
                sourced("message of the backend", ends.backendMessageOrDefault(), Limits::octets),
                sourced("the client at Gangway's stop", ends.drainClientOrDefault(), code -> "gets " + code),
                sourced(
                        "the backend at Gangway's stop",
                        ends.drainBackendOrDefault(),
                        end -> end == SocketEnds.BackendEnd.CUT ? "gets no Close frame" : "gets 1001"),
                sourced("sessions at Gangway's stop", ends.spreadOrDefault(), Limits::spread));
    }

    private static String spread(Duration time) {
        return time.isZero() ? "end at once" : "end within " + time(time);
    }

    private static <T> String sourced(String what, Sourced<T> limit, Function<T, String> words) {
        return line(what, words.apply(limit.value()), limit.source());
    }

    private static String interval(Duration time) {
        return time.isZero() ? "none" : "every " + time(time);
    }

    private static String connect(WorkerParameters parameters, WorkerSources sources) {
        return line("connect", time(parameters.connectTimeout()), sources.of("connectiontimeout"));
    }

    private static List<String> head(AnswerLimits limits, WorkerSources sources) {
        return List.of(
                line("line of the answer's head", limits.lineOctets() + " octets", sources.of("responsefieldsize")),
                line("lines of the answer's head", Integer.toString(limits.lines()), sources.of("responsefields")),
                line("answer's head", limits.octets() + " octets", sources.of("responseheadsize")),
                line("interim answers", Integer.toString(limits.interim()), sources.of("interimresponses")));
    }

    private static String kept(WorkerParameters parameters, WorkerSources sources) {
        ConnectionSettings connection = parameters.connection();
        return parameters.reuse()
                ? line("connection kept", time(connection.keepIdle()) + " without use", sources.of("ttl"))
                : "connection kept: never";
    }

    private static String spool(Course course) {
        WorkerParameters parameters = course.parameters();
        if (parameters.spool().isEmpty()) {
            return line("kept back for its length", "16384 octets of content, unless the client pauses", "default");
        }
        boolean byVariable =
                !parameters.spool().equals(course.mapped().worker().parameters().spool());
        return line(
                "kept back for its length",
                parameters.spool().getAsLong() + " octets of content",
                byVariable ? "a variable" : course.mapped().worker().sources().of("spool"));
    }

    private static String line(String what, String value, String source) {
        return what + ": " + value + " (" + source + ")";
    }

    private static String number(int limit) {
        return limit == 0 ? "no limit" : Integer.toString(limit);
    }

    private static String octets(long limit) {
        return limit == 0 ? "no limit" : limit + " octets";
    }

    private static String time(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
