package dev.gangway.exchange;

import dev.gangway.rules.WorkerParameters;

/** The port to the HTTP client library: sends one request, delivers one response. Thread-safe. */
public interface BackendClient {

    /**
     * Sends the request; returns at once. The listener hears {@code head}, then {@code content} as granted by
     * {@link BackendCall#grant}, then {@code end}; or {@code failed} at any point, and nothing after that.
     */
    BackendCall send(
            BackendRequest backendRequest,
            WorkerParameters parameters,
            ContentSource content,
            BackendListener listener);
}
