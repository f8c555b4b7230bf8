package dev.gangway.rules;

import java.util.Optional;
import java.util.function.BiConsumer;

/** Directives that say On or Off and set one of the server's switches. Stateless. */
record SwitchDirective(DirectiveSpec spec, BiConsumer<ServerDraft, Optional<Boolean>> target) implements Directive {

    static SwitchDirective preserveHost() {
        return new SwitchDirective(
                DirectiveSpec.serverFirst(
                        "ProxyPreserveHost",
                        "On|Off",
                        "On forwards the client's Host field as it came",
                        "ProxyPreserveHost On"),
                (server, on) -> server.preserveHost = on);
    }

    static SwitchDirective addHeaders() {
        return new SwitchDirective(
                DirectiveSpec.serverFirst(
                        "ProxyAddHeaders", "On|Off", "Off leaves out the X-Forwarded fields", "ProxyAddHeaders Off"),
                (server, on) -> server.addHeaders = on);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        target.accept(invocation.scope().server(), Optional.of(invocation.onOff()));
    }
}
