package dev.gangway.rules;

import java.util.Locale;
import java.util.Optional;

/** SSLProxyVerify: whether a backend's certificate must lead to somebody who is trusted. Stateless. */
final class SslProxyVerifyDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.serverOrProxy(
                        "SSLProxyVerify",
                        "none|require",
                        "whether the certificate of an https://, h2:// or wss:// backend is verified",
                        "SSLProxyVerify require")
                .byDefault("require")
                .differs("require instead of none by default; optional and optional_no_ca are refused");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only("none or require");
        boolean verified = switch (written.toLowerCase(Locale.ROOT)) {
            case "none" -> false;
            case "require" -> true;
            default -> throw Refusal.expected(written, "none or require");
        };
        if (!verified) {
            invocation.notice("whoever stands between Gangway and the backend can read and change everything:"
                    + " SSLProxyCACertificateFile names a certificate to trust instead");
        }
        BackendTlsDraft.of(invocation).verified = Optional.of(verified);
    }
}
