package dev.gangway.balancer;

import dev.gangway.rules.WorkerDefinition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The workers of one rule set by name. Immutable; the workers themselves hold state. */
public final class Workers {

    private final Map<String, Worker> byName = new LinkedHashMap<>();

    public Workers(List<WorkerDefinition> definitions, PlaceTimer timer) {
        for (WorkerDefinition definition : definitions) {
            byName.put(definition.name(), new Worker(definition, timer));
        }
    }

    /** The worker of that name, which every mapping's worker has by construction. */
    public Worker byName(String name) {
        Worker worker = byName.get(name);
        if (worker == null) {
            throw new IllegalStateException("no worker named " + name);
        }
        return worker;
    }

    public Collection<Worker> all() {
        return byName.values();
    }
}
