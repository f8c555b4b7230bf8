package dev.gangway.rules;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Timeout and ProxyTimeout: idle seconds, to the backend unless a worker says otherwise. Stateless. */
record TimeoutDirective(DirectiveSpec spec, BiConsumer<ServerDraft, Optional<Sourced<Duration>>> target)
        implements Directive {

    static TimeoutDirective proxy() {
        return new TimeoutDirective(
                DirectiveSpec.server(
                                "ProxyTimeout",
                                "seconds",
                                "how long a backend may stay silent before and between its bytes",
                                "ProxyTimeout 300")
                        .argument("seconds", "number", "from 1; what follows the digits is ignored, as in httpd")
                        .byDefault("the value of Timeout"),
                (server, timeout) -> server.proxyTimeout = timeout);
    }

    static TimeoutDirective server() {
        return new TimeoutDirective(
                DirectiveSpec.server(
                                "Timeout",
                                "seconds",
                                "how long a client may take nothing of its answer; also ProxyTimeout where that is not given",
                                "Timeout 300")
                        .argument("seconds", "number", "from 1; what follows the digits is ignored, as in httpd")
                        .byDefault("120")
                        .differs("120 instead of 60: Shiny Server holds a page while R starts"),
                (server, timeout) -> server.timeout = timeout);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String seconds = invocation.only("seconds");
        target.accept(
                invocation.scope().server(),
                Optional.of(Sourced.by(invocation, Amount.seconds(invocation, "seconds", seconds))));
    }
}
