package dev.gangway.standalone;

/** What runs until the process ends. Thread-safe: a close that comes during the start waits for it. */
interface Application extends AutoCloseable {

    /** Returns when clients can be served; after a failure everything is closed. */
    void start() throws CannotStart;

    /** Where to find it, and what it serves: the line that tells the operator it is ready. Only after {@link #start}. */
    String description();

    /** Returns within seconds; does nothing the second time. */
    @Override
    void close();
}
