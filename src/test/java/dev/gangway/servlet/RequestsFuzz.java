package dev.gangway.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.balancer.ManualTimer;
import dev.gangway.balancer.Workers;
import dev.gangway.exchange.BackendRequest;
import dev.gangway.exchange.Decider;
import dev.gangway.exchange.Decision;
import dev.gangway.exchange.DecisionsFuzz;
import dev.gangway.fuzz.FuzzInput;
import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.message.HopByHop;
import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules in one char, then a request as a container hands it on, which takes almost anything: what leaves holds nothing of its
 * framing and connection, what it forged is gone, and nothing leads around an exclusion.
 */
public final class RequestsFuzz {

    private static final Set<String> FORGED = Set.of(
            "x-forwarded-proto",
            "x-forwarded-port",
            "forwarded",
            "proxy",
            "x_forwarded_for",
            "shiny-server-credentials");

    private static final List<Decider> DECIDERS = List.of(
            decider("ProxyPass /admin !", "ProxyPass / http://b:3838/"),
            decider(
                    "ProxyPass /admin !",
                    "ProxyPass / http://b:3838/p/ upgrade=websocket spool=16384",
                    "ProxyVia Full",
                    "RemoteIPHeader X-Forwarded-For",
                    "RemoteIPTrustedProxy 198.51.100.7",
                    "SetEnvIf X-Add (.*) add=$1",
                    "RequestHeader merge X-List %{add}e",
                    "RequestHeader edit* X-Edit (.)a $1b",
                    "AllowEncodedSlashes NoDecode"),
            decider(
                    "ProxyPreserveHost On",
                    "ProxyMaxForwards 7",
                    "ProxyPass /admin !",
                    "ProxyPassMatch ^/(.*)$ http://b:3838/$1",
                    "MergeSlashes Off"));

    private RequestsFuzz() {}

    private static Decider decider(String... lines) {
        ParseResult result = RulesParser.parse(List.of(new RulesSource("rules", String.join("\n", lines))));
        if (result instanceof ParseResult.Parsed parsed) {
            return new Decider(parsed.rules(), new Workers(parsed.rules().workers(), new ManualTimer()));
        }
        throw new AssertionError(result.toString());
    }

    public static void fuzzerTestOneInput(byte[] octets) throws IOException {
        FuzzInput input = new FuzzInput(octets);
        Decider decider = DECIDERS.get(input.choice(DECIDERS.size()));
        String[] line = input.line().split(" ", 3);
        if (line.length < 3) {
            return;
        }
        Fields fields = input.fields();
        HttpServletRequest request = new Received(line[0], line[1], line[2], fields).request();
        if (!(RequestReader.read(request, "id1", decider) instanceof RequestReader.Outcome.Read read)) {
            return;
        }
        Decision decision = decider.decide(read.clientRequest());
        DecisionsFuzz.check(decision);
        if (decision instanceof Decision.Forward forward) {
            check(forward.backendRequest(), fields);
        }
    }

    private static void check(BackendRequest sent, Fields received) {
        assertThat(HopByHop.strip(sent.fields())).isEqualTo(sent.fields());
        assertThat(sent.fields().members("X-Forwarded-For")).endsWith("192.0.2.7");
        for (Field line : sent.fields()) {
            if (FORGED.contains(line.name().toLowerCase(Locale.ROOT))) {
                assertThat(line.value()).isIn("https", "8443");
            }
        }
        String read = sent.target()
                .replaceAll("%2[Ff]", "/")
                .replaceAll(";[^/?]*", "")
                .replaceAll("/+", "/");
        assertThat(read).doesNotStartWith("/admin/").doesNotStartWith("/p/admin/");
        for (String kept : List.of("Authorization", "Cookie")) {
            assertThat(sent.fields().has(kept)).isEqualTo(received.has(kept));
        }
    }

    /** What a container knows of a request, as far as it is read. */
    private record Received(String method, String target, String protocol, Fields fields) {

        HttpServletRequest request() {
            ServletContext context = fake(ServletContext.class, (proxy, called, arguments) -> "");
            String[] parts = target.split("\\?", 2);
            return fake(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
                case "getMethod" -> method;
                case "getRequestURI" -> parts[0];
                case "getQueryString" -> parts.length > 1 ? parts[1] : null;
                case "getProtocol" -> protocol;
                case "getHeaderNames" -> Collections.enumeration(names());
                case "getHeader" -> fields.first((String) arguments[0]).orElse(null);
                case "getHeaders" -> Collections.enumeration(fields.all((String) arguments[0]));
                case "getContentLengthLong" -> length();
                case "getServletContext" -> context;
                case "getScheme" -> "https";
                case "getServerName" -> "front.example";
                case "getServerPort", "getLocalPort" -> 8443;
                case "getRemoteAddr" -> "192.0.2.7";
                case "getLocalAddr" -> "192.0.2.1";
                case "getRemoteUser" -> null;
                case "getInputStream" -> new Empty();
                default -> throw new UnsupportedOperationException(called.getName());
            });
        }

        private Set<String> names() {
            Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            fields.forEach(field -> names.add(field.name()));
            return names;
        }

        private long length() {
            String text = fields.first("Content-Length").orElse("");
            return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
        }

        private static <T> T fake(Class<T> type, InvocationHandler handler) {
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
        }
    }

    /** Content that has ended. */
    private static final class Empty extends ServletInputStream {

        @Override
        public boolean isFinished() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {}

        @Override
        public int read() {
            return -1;
        }
    }
}
