package dev.gangway.rules;

import java.util.Optional;

/** ProxyWebsocketFallbackToProxyHttp: whether ws:// rules take plain requests (mod_proxy.md sections 8.2, 8.3). Stateless. */
final class SocketFallbackDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "ProxyWebsocketFallbackToProxyHttp",
                        "On|Off",
                        "Off skips ws:// and wss:// rules for requests without an Upgrade field: the next rule that matches"
                                + " has them",
                        "ProxyWebsocketFallbackToProxyHttp Off")
                .byDefault("On")
                .differs("a socket is relayed only after the backend's valid 101, whatever this says");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        invocation.scope().server().hop.plainOnSockets = Optional.of(invocation.onOff());
    }
}
