package dev.gangway.rules;

import java.util.Optional;

/** SSLProxyVerifyDepth: how far away from a backend's certificate the trusted one may be. Stateless. */
final class SslProxyVerifyDepthDirective implements Directive {

    private static final String EXPECTED = "a number from 0 to 100";

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.serverOrProxy(
                        "SSLProxyVerifyDepth",
                        "number",
                        "how many certificates may follow the backend's own, up to the trusted one; with 0 the backend's"
                                + " own must be trusted itself",
                        "SSLProxyVerifyDepth 2")
                .argument("number", "number", "0 to 100")
                .byDefault("the JVM's limit")
                .differs("httpd's default is 1, which takes no certificate of an intermediate authority");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only(EXPECTED);
        if (!written.matches("[0-9]{1,2}|100")) {
            throw Refusal.expected(written, EXPECTED);
        }
        BackendTlsDraft.of(invocation).depth = Optional.of(Integer.parseInt(written));
    }
}
