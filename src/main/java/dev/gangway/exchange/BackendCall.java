package dev.gangway.exchange;

/** One request under way at a backend. Thread-safe. */
public interface BackendCall {

    /** More octets of the client's content can be read from the source, or its end. */
    void contentAvailable();

    /** Lets the listener be given that many octets more. */
    void grant(int octets);

    /** Ends the call and its connection at once; the listener hears nothing afterwards. Idempotent. */
    void cancel();
}
