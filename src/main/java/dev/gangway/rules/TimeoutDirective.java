package dev.gangway.rules;

import java.util.Optional;
import java.util.function.BiConsumer;

/** Timeout and ProxyTimeout: idle seconds to the backend unless a worker says otherwise. Stateless. */
record TimeoutDirective(DirectiveSpec spec, BiConsumer<ServerDraft, Optional<Integer>> target) implements Directive {

    static TimeoutDirective proxy() {
        return new TimeoutDirective(
                DirectiveSpec.server(
                        "ProxyTimeout",
                        "seconds",
                        "how long a backend may stay silent before and between its bytes",
                        "ProxyTimeout 300"),
                (server, seconds) -> server.proxyTimeoutSeconds = seconds);
    }

    static TimeoutDirective server() {
        return new TimeoutDirective(
                DirectiveSpec.server(
                        "Timeout", "seconds", "the same as ProxyTimeout, which goes before it", "Timeout 300"),
                (server, seconds) -> server.timeoutSeconds = seconds);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String seconds = invocation.only("seconds");
        target.accept(invocation.scope().server(), Optional.of(Amount.integer(invocation, "seconds", seconds, 1)));
    }
}
