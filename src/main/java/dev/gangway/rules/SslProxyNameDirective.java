package dev.gangway.rules;

import java.util.Optional;
import java.util.function.BiConsumer;

/** SSLProxyCheckPeerName and SSLProxyCheckPeerCN: whether a backend's certificate must be for its host. Stateless. */
record SslProxyNameDirective(DirectiveSpec spec, BiConsumer<BackendTlsDraft, Optional<Boolean>> target)
        implements Directive {

    private static final String MEANING = "with Off in both lines a certificate for any host is taken";

    static SslProxyNameDirective peerName() {
        return new SslProxyNameDirective(
                DirectiveSpec.server("SSLProxyCheckPeerName", "On|Off", MEANING, "SSLProxyCheckPeerName Off")
                        .byDefault("On"),
                (draft, on) -> draft.peerName = on);
    }

    static SslProxyNameDirective commonName() {
        return new SslProxyNameDirective(
                DirectiveSpec.server("SSLProxyCheckPeerCN", "On|Off", MEANING, "SSLProxyCheckPeerCN Off")
                        .byDefault("On")
                        .differs(
                                "it is the certificate's alternative names that are compared, as by SSLProxyCheckPeerName"),
                (draft, on) -> draft.commonName = on);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        target.accept(invocation.scope().server().tls, Optional.of(invocation.onOff()));
    }
}
