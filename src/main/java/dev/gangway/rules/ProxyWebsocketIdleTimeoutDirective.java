package dev.gangway.rules;

/** ProxyWebsocketIdleTimeout: how long a WebSocket session may pass no message. Stateless. */
final class ProxyWebsocketIdleTimeoutDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.everywhere(
                        "ProxyWebsocketIdleTimeout",
                        "time",
                        "ends a WebSocket session when neither side has sent a message for so long; pings don't count",
                        "ProxyWebsocketIdleTimeout 30min")
                .argument("time", "time", "0 for no limit, or from 1ms, with ms, s, min or h after it; without: s")
                .byDefault("0")
                .differs("pings and pongs don't count; in sections too");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only("a time");
        PathDraft path = invocation.scope().path();
        path.sockets = path.sockets.withIdle(Sourced.by(invocation, ProxyWebsocketPingDirective.timeOrZero(written)));
    }
}
