package dev.gangway.it;

import dev.gangway.it.scenario.ContentScenarios;
import dev.gangway.it.scenario.ExpectationScenarios;
import dev.gangway.it.scenario.FaultScenarios;
import dev.gangway.it.scenario.HostFixture;
import dev.gangway.it.scenario.HttpScenarios;
import dev.gangway.it.scenario.PolicyScenarios;
import dev.gangway.it.scenario.TrailerScenarios;
import dev.gangway.it.scenario.UploadScenarios;
import dev.gangway.it.scenario.WebSocketCloseScenarios;
import dev.gangway.it.scenario.WebSocketScenarios;
import dev.gangway.testing.HostKind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged WAR in Jetty 12.0, below a context path: every scenario. */
class Jetty120IT {
    @RegisterExtension
    static final HostFixture HOST = new HostFixture(HostKind.JETTY120, "/gangway");

    @Nested
    class Http extends HttpScenarios {
        Http() {
            super(HOST);
        }
    }

    @Nested
    class Content extends ContentScenarios {
        Content() {
            super(HOST);
        }
    }

    @Nested
    class Expectation extends ExpectationScenarios {
        Expectation() {
            super(HOST);
        }
    }

    @Nested
    class Upload extends UploadScenarios {
        Upload() {
            super(HOST);
        }
    }

    @Nested
    class Trailer extends TrailerScenarios {
        Trailer() {
            super(HOST);
        }
    }

    @Nested
    class Policy extends PolicyScenarios {
        Policy() {
            super(HOST);
        }
    }

    @Nested
    class Fault extends FaultScenarios {
        Fault() {
            super(HOST);
        }
    }

    @Nested
    class WebSocket extends WebSocketScenarios {
        WebSocket() {
            super(HOST);
        }
    }

    @Nested
    class WebSocketClose extends WebSocketCloseScenarios {
        WebSocketClose() {
            super(HOST);
        }
    }
}
