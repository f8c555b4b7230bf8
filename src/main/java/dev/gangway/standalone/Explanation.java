package dev.gangway.standalone;

import dev.gangway.exchange.BackendRequest;
import dev.gangway.exchange.BackendResponse;
import dev.gangway.exchange.ClientRequest;
import dev.gangway.exchange.ClientResponse;
import dev.gangway.exchange.Course;
import dev.gangway.exchange.Decider;
import dev.gangway.exchange.Decision;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.OwnPage;
import dev.gangway.exchange.SpoolFiles;
import dev.gangway.exchange.Timers;
import dev.gangway.mapping.Found;
import dev.gangway.mapping.Tried;
import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.FieldEdit;
import dev.gangway.rules.HeadEdits;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.SocketLimits;
import dev.gangway.runtime.ProxyRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * {@code explain}: what becomes of one request, said line by line. Everything is asked of the {@link Decider} that live
 * traffic asks; nothing here decides. Confined to one thread.
 */
final class Explanation {

    private final List<String> lines = new ArrayList<>();
    private final Decider decider;
    private final SocketLimits sockets;

    private Explanation(Decider decider, SocketLimits sockets) {
        this.decider = decider;
        this.sockets = sockets;
    }

    /** Lines without line ends; control characters are shown in hexadecimal. */
    static List<String> of(RuleSet rules, Command.Explain question) {
        GivenName names = new GivenName(question.clientName());
        try (Timers timers = new Timers()) {
            ProxyRuntime runtime = ProxyRuntime.compile(
                    rules,
                    (backendRequest, parameters, content, listener) -> {
                        throw new IllegalStateException("explaining sends nothing");
                    },
                    timers,
                    new SpoolFiles(Path.of("")),
                    summary -> {},
                    () -> names);
            Explanation explanation = new Explanation(runtime.shared().decider(), rules.sockets());
            explanation.request(question);
            names.question().ifPresent(explanation.lines::add);
            return explanation.lines.stream().map(Explanation::visible).toList();
        }
    }

    private void request(Command.Explain question) {
        RequestLine.Reading reading = question.request().read(decider);
        if (reading instanceof RequestLine.Reading.Refused refused) {
            refused(refused.failure(), OwnPage.of(refused.failure().error()));
        } else if (reading instanceof RequestLine.Reading.Read read) {
            decision(read.clientRequest(), question);
        }
    }

    private void decision(ClientRequest clientRequest, Command.Explain question) {
        decider.virtualHost(clientRequest).ifPresent(host -> lines.add("virtual host: " + host));
        lines.add("path: " + clientRequest.path().decoded());
        List<Tried> rules = decider.tried(clientRequest);
        lines.add(rules.isEmpty() ? "no rule tried" : "rules tried:");
        rules.forEach(this::tried);
        Decision decision = decider.decide(clientRequest);
        if (decision instanceof Decision.Refuse refuse) {
            refused(refuse.failure(), refuse.page());
        } else if (decision instanceof Decision.Redirect redirect) {
            lines.add("decision: redirect with " + redirect.status() + ", by " + redirect.detail());
            lines.add("answer:");
            lines.add("  Location: " + redirect.location());
            redirect.fields().forEach(this::field);
        } else if (decision instanceof Decision.Forward forward) {
            forward(forward, clientRequest.fields());
            comesBack(clientRequest, forward.course(), question);
        } else if (decision instanceof Decision.Relay relay) {
            relay(relay, clientRequest.fields());
            comesBack(clientRequest, relay.course(), question);
        } else if (decision instanceof Decision.Answer answer) {
            lines.add("decision: answer with " + answer.page().status());
            lines.add("  " + answer.detail());
            lines.add("answer:");
            answer.page().fields().forEach(this::field);
        } else if (decision instanceof Decision.Options options) {
            lines.add("decision: answer OPTIONS with " + options.page().status() + ", Max-Forwards allows no other");
            lines.add("answer:");
            options.page().fields().forEach(this::field);
        }
    }

    private void tried(Tried tried) {
        lines.add("  " + tried.position() + ": " + tried.text());
        lines.add("    " + (tried.matched() ? "matched: " : "did not match: ") + tried.reason());
    }

    private void refused(Failure failure, OwnPage page) {
        lines.add("decision: refuse with " + page.status() + ", "
                + failure.error().meaning());
        lines.add("  " + failure.detail());
        lines.add("answer:");
        lines.add(page.document().isPresent() ? "  the text of ErrorDocument" : "  the proxy's own page");
        page.fields().forEach(this::field);
    }

    private void forward(Decision.Forward forward, Fields received) {
        BackendRequest backendRequest = forward.backendRequest();
        chosen("forward as HTTP", forward.course().mapped());
        head(
                backendRequest.origin(),
                backendRequest.method() + " " + backendRequest.target()
                        + (backendRequest.origin().http2() ? " HTTP/2" : " HTTP/1.1"),
                backendRequest.wireFields(forward.course().parameters().reuse()),
                received);
        edits(
                "RequestHeader lines that cover it:",
                forward.course().settings().head().requests());
        limits(Limits.ofExchange(forward.course()));
    }

    private void relay(Decision.Relay relay, Fields received) {
        chosen("relay as WebSocket", relay.course().mapped());
        head(
                relay.handshake().origin(),
                "GET " + relay.handshake().target() + " HTTP/1.1",
                relay.handshake().wireFields("(16 random octets in base64)"),
                received);
        edits(
                "RequestHeader lines that cover it:",
                relay.course().settings().head().requests());
        limits(Limits.ofSession(relay.course(), sockets));
    }

    private void chosen(String what, Found.Mapped mapped) {
        lines.add("decision: " + what + ", by " + mapped.rule().position());
    }

    private void head(BackendOrigin origin, String requestLine, Fields fields, Fields received) {
        String where = origin.socket()
                .map(socket -> "the Unix domain socket " + socket)
                .orElse(origin.host() + ":" + origin.port());
        lines.add("to " + (origin.tls() ? "TLS " : "") + (origin.http2() ? "HTTP/2 " : "") + where + ":");
        lines.add("  " + requestLine);
        fields.forEach(this::field);
        List<String> changes = FieldChanges.between(received, fields);
        if (!changes.isEmpty()) {
            lines.add("fields that differ from the client's:");
            changes.forEach(change -> lines.add("  " + octets(change)));
        }
    }

    private void field(Field line) {
        lines.add("  " + line.name() + ": " + octets(line.value()));
    }

    private void edits(String title, List<FieldEdit> edits) {
        if (!edits.isEmpty()) {
            lines.add(title);
            edits.forEach(edit -> lines.add("  " + edit.position() + ": " + octets(edit.toString())));
        }
    }

    private void limits(List<String> limits) {
        lines.add("limits:");
        limits.forEach(limit -> lines.add("  " + limit));
    }

    /** As an ordinary answer's head; one to a handshake is mapped back the same way. */
    private void comesBack(ClientRequest clientRequest, Course course, Command.Explain question) {
        HeadEdits head = course.settings().head();
        edits("Header lines that cover the answer:", head.answers());
        edits("Header always lines that cover the answer:", head.always());
        Fields.Builder answer = Fields.builder();
        question.location().ifPresent(value -> answer.add("Location", RequestLine.octets(value)));
        question.cookies().forEach(value -> answer.add("Set-Cookie", RequestLine.octets(value)));
        Fields fields = answer.build();
        if (fields.lines().isEmpty()
                && head.answers().isEmpty()
                && head.always().isEmpty()) {
            return;
        }
        int status = fields.has("Location") ? 302 : 200;
        Optional<ClientResponse> planned =
                decider.planResponse(clientRequest, course, new BackendResponse(status, fields), true);
        lines.add("comes back:");
        if (planned.isEmpty()) {
            lines.add("  as 502: the field holds an octet that may not stand there");
            return;
        }
        planned.get().fields().forEach(this::field);
    }

    /** Fields hold one char per octet, in whatever character set: what is not ASCII is shown as it goes on the wire. */
    private static String octets(String field) {
        return hexadecimal(field, c -> c > 0x7E);
    }

    private static String visible(String line) {
        return hexadecimal(line, c -> c < ' ' || c == 0x7F);
    }

    private static String hexadecimal(String text, IntPredicate which) {
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> shown.append(which.test(c) ? String.format("\\x%02X", c) : Character.toString(c)));
        return shown.toString();
    }
}
