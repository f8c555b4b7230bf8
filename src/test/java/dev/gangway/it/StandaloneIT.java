package dev.gangway.it;

import dev.gangway.it.scenario.EveryScenario;
import dev.gangway.it.scenario.HostFixture;
import dev.gangway.testing.HostKind;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged WAR in {@code java -jar}: every scenario. */
class StandaloneIT extends EveryScenario {
    @RegisterExtension
    static final HostFixture HOST = new HostFixture(HostKind.STANDALONE, "");

    StandaloneIT() {
        super(HOST);
    }
}
