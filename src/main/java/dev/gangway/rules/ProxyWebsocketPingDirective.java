package dev.gangway.rules;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** ProxyWebsocketPing: how often a leg of a WebSocket session is pinged. Stateless. */
final class ProxyWebsocketPingDirective implements Directive {

    private static final Duration LEAST = Duration.ofMillis(100);

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.everywhere(
                        "ProxyWebsocketPing",
                        "client|backend time",
                        "how often Gangway pings that side of a WebSocket session; a side that is silent from one ping to"
                                + " the third after it has gone, and both sides are ended",
                        "ProxyWebsocketPing client 15s\nProxyWebsocketPing backend 0")
                .argument("time", "time", "0 for no pings, or from 100ms, with ms, s, min or h after it; without: s")
                .byDefault("client 20s, backend 30s")
                .extension("httpd passes on the pings of both sides, which end at Gangway");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.size() != 2) {
            throw new Refusal(arguments.size() + " arguments, expected " + spec().syntax());
        }
        String side = arguments.get(0).toLowerCase(Locale.ROOT);
        Duration time = timeOrZero(arguments.get(1));
        if (!time.isZero() && time.compareTo(LEAST) < 0) {
            throw Refusal.expected(arguments.get(1), "0 or at least 100ms");
        }
        Sourced<Duration> interval = Sourced.by(invocation, time);
        PathDraft path = invocation.scope().path();
        switch (side) {
            case "client" -> path.sockets = path.sockets.withClientPing(interval);
            case "backend" -> path.sockets = path.sockets.withBackendPing(interval);
            default -> throw Refusal.expected(arguments.get(0), "client or backend");
        }
    }

    /** A time, or 0 for none. */
    static Duration timeOrZero(String value) throws Refusal {
        try {
            return value.equals("0") ? Duration.ZERO : Amount.time("", value, "s");
        } catch (Refusal otherwise) {
            throw Refusal.expected(value, "0 or a time like 30, 30s or 500ms, at most 365 days");
        }
    }
}
