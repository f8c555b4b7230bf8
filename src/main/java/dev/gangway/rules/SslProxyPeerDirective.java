package dev.gangway.rules;

import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * SSLProxyCheckPeerName, SSLProxyCheckPeerCN and SSLProxyCheckPeerExpire: what of a backend's certificate is compared.
 * Stateless.
 */
record SslProxyPeerDirective(DirectiveSpec spec, BiConsumer<BackendTlsDraft, Optional<Boolean>> target)
        implements Directive {

    private static final String MEANING = "with Off in both lines a certificate for any host is taken";

    static SslProxyPeerDirective peerName() {
        return new SslProxyPeerDirective(
                DirectiveSpec.serverOrProxy("SSLProxyCheckPeerName", "On|Off", MEANING, "SSLProxyCheckPeerName Off")
                        .byDefault("On"),
                (draft, on) -> draft.peerName = on);
    }

    static SslProxyPeerDirective commonName() {
        return new SslProxyPeerDirective(
                DirectiveSpec.serverOrProxy("SSLProxyCheckPeerCN", "On|Off", MEANING, "SSLProxyCheckPeerCN Off")
                        .byDefault("On")
                        .differs(
                                "it is the certificate's alternative names that are compared, as by SSLProxyCheckPeerName"),
                (draft, on) -> draft.commonName = on);
    }

    static SslProxyPeerDirective expiry() {
        return new SslProxyPeerDirective(
                DirectiveSpec.serverOrProxy(
                                "SSLProxyCheckPeerExpire",
                                "On|Off",
                                "whether a backend's own certificate must be valid now; with Off only SSLProxyVerify none"
                                        + " makes a difference, as in httpd",
                                "SSLProxyCheckPeerExpire Off")
                        .byDefault("On"),
                (draft, on) -> draft.dated = on);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        target.accept(BackendTlsDraft.of(invocation), Optional.of(invocation.onOff()));
    }
}
