package dev.gangway.runtime;

import dev.gangway.balancer.SocketPlaces;
import dev.gangway.balancer.Workers;
import dev.gangway.exchange.BackendClient;
import dev.gangway.exchange.Decider;
import dev.gangway.exchange.ExchangeObserver;
import dev.gangway.exchange.HttpExchange;
import dev.gangway.exchange.LiveExchanges;
import dev.gangway.exchange.SpoolFiles;
import dev.gangway.exchange.Timers;
import dev.gangway.rules.ClientNames;
import dev.gangway.rules.RuleSet;
import java.util.function.Supplier;

/** One compiled rule set with everything that its exchanges share. Immutable, thread-safe. */
public final class ProxyRuntime implements AutoCloseable {

    private final RuleSet rules;
    private final SocketPlaces sockets;
    private final HttpExchange.Shared shared;

    private ProxyRuntime(RuleSet rules, SocketPlaces sockets, HttpExchange.Shared shared) {
        this.rules = rules;
        this.sockets = sockets;
        this.shared = shared;
    }

    /**
     * Compiles the rules.
     *
     * @param spoolFiles room for content that is kept back
     * @param names what access rules ask for the client's name, made anew for each request
     */
    public static ProxyRuntime compile(
            RuleSet rules,
            BackendClient backend,
            Timers timers,
            SpoolFiles spoolFiles,
            ExchangeObserver observer,
            Supplier<ClientNames> names) {
        Decider decider = new Decider(rules, new Workers(rules.workers(), timers), names);
        return new ProxyRuntime(
                rules,
                new SocketPlaces(rules.sockets(), timers),
                new HttpExchange.Shared(decider, backend, timers, spoolFiles, observer, new LiveExchanges()));
    }

    public RuleSet rules() {
        return rules;
    }

    public SocketPlaces sockets() {
        return sockets;
    }

    public HttpExchange.Shared shared() {
        return shared;
    }

    /** Ends every exchange under way and those that still come. */
    @Override
    public void close() {
        shared.live().stop();
    }
}
