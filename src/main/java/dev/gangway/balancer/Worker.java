package dev.gangway.balancer;

import dev.gangway.rules.WorkerDefinition;

/** One worker at run time: its definition and the places that its exchanges take. Thread-safe. */
public final class Worker {

    private final WorkerDefinition definition;
    private final Places places;

    Worker(WorkerDefinition definition, PlaceTimer timer) {
        this.definition = definition;
        this.places = new Places(
                definition.parameters().max(), definition.parameters().acquire(), timer);
    }

    public WorkerDefinition definition() {
        return definition;
    }

    /** The places for HTTP exchanges; WebSocket sessions take none. */
    public Places places() {
        return places;
    }
}
