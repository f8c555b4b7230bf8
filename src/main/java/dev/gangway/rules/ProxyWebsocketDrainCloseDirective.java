package dev.gangway.rules;

import dev.gangway.rules.SocketEnds.BackendEnd;
import java.util.List;
import java.util.Locale;

/** ProxyWebsocketDrainClose: how the two sides of a WebSocket session end when Gangway stops. Stateless. */
final class ProxyWebsocketDrainCloseDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.everywhere(
                        "ProxyWebsocketDrainClose",
                        "client|backend end",
                        "how that side of a WebSocket session is ended when Gangway stops: by a close code, or the backend"
                                + " without a Close frame (`cut`), which is what Shiny Server waits after for its user to"
                                + " come back",
                        "ProxyWebsocketDrainClose client 1012\nProxyWebsocketDrainClose backend 1001")
                .argument("end", "word", "client: 1001, 1012 or 1013; backend: cut or 1001")
                .byDefault("client 1001, backend cut")
                .extension("httpd cuts both connections when it stops");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.size() != 2) {
            throw new Refusal(arguments.size() + " arguments, expected " + spec().syntax());
        }
        String end = arguments.get(1).toLowerCase(Locale.ROOT);
        PathDraft path = invocation.scope().path();
        switch (arguments.get(0).toLowerCase(Locale.ROOT)) {
            case "client" -> path.socketEnds = path.socketEnds.withDrainClient(Sourced.by(invocation, clientCode(end)));
            case "backend" ->
                path.socketEnds = path.socketEnds.withDrainBackend(Sourced.by(invocation, backendEnd(end)));
            default -> throw Refusal.expected(arguments.get(0), "client or backend");
        }
    }

    /** SockJS gives up on 1000 and on codes from 3000, and takes others for a reason to come back. */
    private static int clientCode(String end) throws Refusal {
        return switch (end) {
            case "1001" -> 1001;
            case "1012" -> 1012;
            case "1013" -> 1013;
            default -> throw Refusal.expected(end, "1001, 1012 or 1013 for the client");
        };
    }

    private static BackendEnd backendEnd(String end) throws Refusal {
        return switch (end) {
            case "cut" -> BackendEnd.CUT;
            case "1001" -> BackendEnd.GOING_AWAY;
            default -> throw Refusal.expected(end, "cut or 1001 for the backend");
        };
    }
}
