package dev.gangway.balancer;

import dev.gangway.rules.WorkerDefinition;
import dev.gangway.rules.WorkerParameters;

/** One worker at run time: its definition and the places that its exchanges take. Thread-safe. */
public final class Worker {

    private final WorkerDefinition definition;
    private final Places places;

    Worker(WorkerDefinition definition, PlaceTimer timer) {
        this.definition = definition;
        WorkerParameters parameters = definition.parameters();
        this.places = new Places(parameters.max(), parameters.acquire(), parameters.waiting(), timer);
    }

    public WorkerDefinition definition() {
        return definition;
    }

    /** The places for HTTP exchanges; WebSocket sessions take none. */
    public Places places() {
        return places;
    }
}
