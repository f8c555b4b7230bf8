package dev.gangway.rules;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** ProxyWebsocketMaxMessage: how large the messages of one side of a WebSocket session may be. Stateless. */
final class ProxyWebsocketMaxMessageDirective implements Directive {

    private static final Pattern OCTETS = Pattern.compile("[0-9]{1,18}");

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.everywhere(
                        "ProxyWebsocketMaxMessage",
                        "client|backend bytes",
                        "ends a WebSocket session when that side sends a larger message, all its frames counted; that side"
                                + " is told so with 1009",
                        "ProxyWebsocketMaxMessage client 67108864\nProxyWebsocketMaxMessage backend 536870912")
                .argument("bytes", "number", "from 1, or 0 for no limit")
                .byDefault("no limit")
                .extension("httpd looks into no message");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.size() != 2) {
            throw new Refusal(arguments.size() + " arguments, expected " + spec().syntax());
        }
        if (!OCTETS.matcher(arguments.get(1)).matches()) {
            throw Refusal.expected(arguments.get(1), "a number of bytes from 0, digits only");
        }
        Sourced<Long> limit = Sourced.by(invocation, Long.parseLong(arguments.get(1)));
        PathDraft path = invocation.scope().path();
        switch (arguments.get(0).toLowerCase(Locale.ROOT)) {
            case "client" -> path.socketEnds = path.socketEnds.withClientMessage(limit);
            case "backend" -> path.socketEnds = path.socketEnds.withBackendMessage(limit);
            default -> throw Refusal.expected(arguments.get(0), "client or backend");
        }
    }
}
