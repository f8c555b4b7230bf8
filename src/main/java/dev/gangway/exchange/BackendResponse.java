package dev.gangway.exchange;

import dev.gangway.message.Fields;

/** The head of a backend's final answer, as received: nothing stripped, nothing mapped. Immutable. */
public record BackendResponse(int status, Fields fields) {}
