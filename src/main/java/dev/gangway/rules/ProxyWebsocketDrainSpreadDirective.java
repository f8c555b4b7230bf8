package dev.gangway.rules;

import java.time.Duration;

/** ProxyWebsocketDrainSpread: the time over which sessions end when Gangway stops. Stateless. */
final class ProxyWebsocketDrainSpreadDirective implements Directive {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.everywhere(
                        "ProxyWebsocketDrainSpread",
                        "time",
                        "spreads the ends of WebSocket sessions over this time when Gangway stops, so that browsers don't"
                                + " all come back at once; the stop takes that much longer, and whoever stops the"
                                + " container must wait for it",
                        "ProxyWebsocketDrainSpread 10s")
                .argument("time", "time", "0 for all at once, or up to 10min, with ms, s or min after it; without: s")
                .byDefault("1s")
                .extension("httpd cuts all sessions at once");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only("a time");
        Duration time = ProxyWebsocketPingDirective.timeOrZero(written);
        if (time.compareTo(LONGEST) > 0) {
            throw Refusal.expected(written, "at most 10min");
        }
        PathDraft path = invocation.scope().path();
        path.socketEnds = path.socketEnds.withSpread(Sourced.by(invocation, time));
    }
}
