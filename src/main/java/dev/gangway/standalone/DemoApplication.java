package dev.gangway.standalone;

import dev.gangway.standalone.Command.Place;

/** A demo backend on a port of its own, and Gangway in front of it. Thread-safe. */
final class DemoApplication implements Application {

    private final DemoBackend backend = new DemoBackend();
    private final EmbeddedTomcat gangway;

    DemoApplication(Place place) {
        gangway = new EmbeddedTomcat("Gangway", place, new GangwayDeployment("gangway.rules", backend::rules));
    }

    @Override
    public void start() throws CannotStart {
        backend.start();
        try {
            gangway.start();
        } catch (CannotStart e) {
            backend.close();
            throw e;
        }
    }

    @Override
    public String description() {
        return gangway.url() + " (demo backend: " + backend.url() + ")";
    }

    @Override
    public void close() {
        gangway.close();
        backend.close();
    }
}
