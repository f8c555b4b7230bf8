package dev.gangway.rules;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** ProxyWebsocketMax and ProxyWebsocketMaxPerClient: how many WebSocket sessions there may be at once. Stateless. */
record WebsocketMaxDirective(DirectiveSpec spec, BiConsumer<SocketLimitsDraft, Optional<Sourced<Integer>>> target)
        implements Directive {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    static final String REFUSED = "503 with Retry-After for a handshake over the limit, before its backend is touched";

    static WebsocketMaxDirective all() {
        return new WebsocketMaxDirective(
                spec(
                        "ProxyWebsocketMax",
                        "WebSocket sessions and handshakes under way at once, all together; " + REFUSED,
                        "ProxyWebsocketMax 20000"),
                (limits, number) -> limits.sessions = number);
    }

    static WebsocketMaxDirective perClient() {
        return new WebsocketMaxDirective(
                spec(
                        "ProxyWebsocketMaxPerClient",
                        "the same for one client: an IPv4 address or an IPv6 /64, as trusted proxies name it. Behind a"
                                + " proxy that is not trusted all clients are one",
                        "ProxyWebsocketMaxPerClient 200"),
                (limits, number) -> limits.clientSessions = number);
    }

    private static DirectiveSpec spec(String name, String meaning, String example) {
        return new DirectiveSpec(name, "number", Set.of(Context.SERVER), Set.of(), meaning, example)
                .argument("number", "number", "from 0; 0 is no limit")
                .byDefault("0")
                .extension("httpd's sockets are limited by its threads; see also the worker parameter maxsockets");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only("a number");
        if (!NUMBER.matcher(written).matches()) {
            throw Refusal.expected(written, "a number from 0, digits only");
        }
        int number = Integer.parseInt(written);
        target.accept(invocation.draft().sockets, Optional.of(Sourced.by(invocation, number)));
    }
}
