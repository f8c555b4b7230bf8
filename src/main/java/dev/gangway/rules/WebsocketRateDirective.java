package dev.gangway.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** ProxyWebsocketRate and ProxyWebsocketRatePerClient: how many opening handshakes may come in a while. Stateless. */
record WebsocketRateDirective(
        DirectiveSpec spec, BiConsumer<SocketLimitsDraft, Optional<Sourced<HandshakeRate>>> target)
        implements Directive {

    static WebsocketRateDirective all() {
        return new WebsocketRateDirective(
                spec(
                        "ProxyWebsocketRate",
                        "opening handshakes in a while, all together; " + WebsocketMaxDirective.REFUSED,
                        "ProxyWebsocketRate 500/s 5000"),
                (limits, rate) -> limits.rate = rate);
    }

    static WebsocketRateDirective perClient() {
        return new WebsocketRateDirective(
                spec(
                        "ProxyWebsocketRatePerClient",
                        "the same for one client, as ProxyWebsocketMaxPerClient counts clients",
                        "ProxyWebsocketRatePerClient 60/min 100"),
                (limits, rate) -> limits.clientRate = rate);
    }

    private static DirectiveSpec spec(String name, String meaning, String example) {
        return new DirectiveSpec(name, "number[/s|/min|/h] [burst]", Set.of(Context.SERVER), Set.of(), meaning, example)
                .argument("number", "number", "from 0, per second unless it says otherwise; 0 is no limit")
                .argument("burst", "number", "from 1: how many may come at once after a pause; without it number")
                .byDefault("0")
                .extension("httpd has no such limit");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new Refusal(arguments.size() + " arguments, expected " + spec.syntax());
        }
        HandshakeRate rate = HandshakeRate.parse(arguments.get(0));
        if (arguments.size() == 2) {
            if (!rate.limits()) {
                throw Refusal.expected(arguments.get(1), "no burst where there is no limit");
            }
            rate = rate.withBurst(arguments.get(1));
        }
        target.accept(invocation.draft().sockets, Optional.of(Sourced.by(invocation, rate)));
    }
}
