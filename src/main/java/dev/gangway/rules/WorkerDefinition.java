package dev.gangway.rules;

/**
 * One worker: a backend URL with its parameters, shared by every rule whose URL begins with its name (mod_proxy.md section
 * 2). Immutable.
 *
 * @param name the worker's URL as httpd normalises it, for example {@code http://b.example:3838/}
 * @param sources where its limits come from
 */
public record WorkerDefinition(
        String name, BackendOrigin origin, WorkerParameters parameters, WorkerSources sources, Position position) {}
