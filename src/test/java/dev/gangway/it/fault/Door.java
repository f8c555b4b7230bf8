package dev.gangway.it.fault;

import dev.gangway.testing.RawClient;

/** Where clients find Gangway. Immutable. */
public record Door(int port, String contextPath) {

    RawClient client() {
        return RawClient.connect(port);
    }

    /** One that takes little before it reads. */
    RawClient narrowClient() {
        return RawClient.connect(port, 16 * 1024);
    }
}
