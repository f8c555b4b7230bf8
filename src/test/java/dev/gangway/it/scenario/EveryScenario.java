package dev.gangway.it.scenario;

import org.junit.jupiter.api.Nested;

/** Every theme, once: the IT of a host extends this, and the nested classes run on that host. */
public abstract class EveryScenario {
    private final HostFixture host;

    protected EveryScenario(HostFixture host) {
        this.host = host;
    }

    @Nested
    class Http extends HttpScenarios {
        Http() {
            super(host);
        }
    }

    @Nested
    class Content extends ContentScenarios {
        Content() {
            super(host);
        }
    }

    @Nested
    class Streaming extends StreamingScenarios {
        Streaming() {
            super(host);
        }
    }

    @Nested
    class Queue extends QueueScenarios {
        Queue() {
            super(host);
        }
    }

    @Nested
    class Expectation extends ExpectationScenarios {
        Expectation() {
            super(host);
        }
    }

    @Nested
    class Upload extends UploadScenarios {
        Upload() {
            super(host);
        }
    }

    @Nested
    class Trailer extends TrailerScenarios {
        Trailer() {
            super(host);
        }
    }

    @Nested
    class Policy extends PolicyScenarios {
        Policy() {
            super(host);
        }
    }

    @Nested
    class OwnPage extends OwnPageScenarios {
        OwnPage() {
            super(host);
        }
    }

    @Nested
    class Rewrite extends RewriteScenarios {
        Rewrite() {
            super(host);
        }
    }

    @Nested
    class Field extends FieldScenarios {
        Field() {
            super(host);
        }
    }

    @Nested
    class VirtualHost extends VirtualHostScenarios {
        VirtualHost() {
            super(host);
        }
    }

    @Nested
    class RequestCorpus extends RequestCorpusScenarios {
        RequestCorpus() {
            super(host);
        }
    }

    @Nested
    class BackendCorpus extends BackendCorpusScenarios {
        BackendCorpus() {
            super(host);
        }
    }

    @Nested
    class Fault extends FaultScenarios {
        Fault() {
            super(host);
        }
    }

    @Nested
    class FaultMatrix extends FaultMatrixScenarios {
        FaultMatrix() {
            super(host);
        }
    }

    @Nested
    class WebSocket extends WebSocketScenarios {
        WebSocket() {
            super(host);
        }
    }

    @Nested
    class UnixSocket extends UnixSocketScenarios {
        UnixSocket() {
            super(host);
        }
    }

    @Nested
    class Handshake extends HandshakeScenarios {
        Handshake() {
            super(host);
        }
    }

    @Nested
    class WebSocketClose extends WebSocketCloseScenarios {
        WebSocketClose() {
            super(host);
        }
    }

    @Nested
    class CloseMatrix extends CloseMatrixScenarios {
        CloseMatrix() {
            super(host);
        }
    }

    @Nested
    class KeepAlive extends KeepAliveScenarios {
        KeepAlive() {
            super(host);
        }
    }

    @Nested
    class MessageLimits extends MessageLimitScenarios {
        MessageLimits() {
            super(host);
        }
    }
}
