package dev.gangway.it;

import dev.gangway.it.scenario.EveryScenario;
import dev.gangway.it.scenario.HostFixture;
import dev.gangway.testing.HostKind;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged WAR in Jetty 12.1, root context: every scenario. */
class Jetty121IT extends EveryScenario {
    @RegisterExtension
    static final HostFixture HOST = new HostFixture(HostKind.JETTY121, "");

    Jetty121IT() {
        super(HOST);
    }
}
