package dev.gangway.it;

import dev.gangway.it.scenario.EveryScenario;
import dev.gangway.it.scenario.HostFixture;
import dev.gangway.testing.HostKind;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged WAR in Jetty 12.0, below a context path: every scenario. */
class Jetty120IT extends EveryScenario {
    @RegisterExtension
    static final HostFixture HOST = new HostFixture(HostKind.JETTY120, "/gangway");

    Jetty120IT() {
        super(HOST);
    }
}
