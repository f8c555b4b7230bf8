package dev.gangway.it;

import dev.gangway.it.scenario.EveryScenario;
import dev.gangway.it.scenario.HostFixture;
import dev.gangway.testing.HostKind;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged WAR in Tomcat 10.1, root context: every scenario. */
class Tomcat10IT extends EveryScenario {
    @RegisterExtension
    static final HostFixture HOST = new HostFixture(HostKind.TOMCAT10, "");

    Tomcat10IT() {
        super(HOST);
    }
}
