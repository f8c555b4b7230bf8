package dev.gangway.it;

import dev.gangway.it.scenario.EveryScenario;
import dev.gangway.it.scenario.HostFixture;
import dev.gangway.testing.HostKind;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged WAR in Tomcat 11, below a context path: every scenario. */
class Tomcat11IT extends EveryScenario {
    @RegisterExtension
    static final HostFixture HOST = new HostFixture(HostKind.TOMCAT11, "/gangway");

    Tomcat11IT() {
        super(HOST);
    }
}
