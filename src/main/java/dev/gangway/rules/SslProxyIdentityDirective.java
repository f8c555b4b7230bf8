package dev.gangway.rules;

import java.util.Optional;

/**
 * SSLProxyMachineCertificateFile and SSLProxyMachineCertificateChainFile: who Gangway is to backends that want to know.
 * Stateless.
 */
record SslProxyIdentityDirective(DirectiveSpec spec, boolean ofChain) implements Directive {

    private static final String RANGE = "PEM, read once at the start; relative to ServerRoot";

    static SslProxyIdentityDirective certificates() {
        return new SslProxyIdentityDirective(
                DirectiveSpec.serverOrProxy(
                                "SSLProxyMachineCertificateFile",
                                "file",
                                "certificates for https:// and wss:// backends that ask for one, each with its key",
                                "SSLProxyMachineCertificateFile /etc/ssl/gangway.pem")
                        .argument("file", "path", RANGE + "; keys in PKCS#8, PKCS#1 or SEC 1, not encrypted")
                        .differs("certificates without a key in the file vouch for the others"),
                false);
    }

    static SslProxyIdentityDirective chain() {
        return new SslProxyIdentityDirective(
                DirectiveSpec.serverOrProxy(
                                "SSLProxyMachineCertificateChainFile",
                                "file",
                                "certificates that vouch for those of SSLProxyMachineCertificateFile, sent along with them",
                                "SSLProxyMachineCertificateChainFile /etc/ssl/backend-ca.pem")
                        .argument("file", "path", RANGE),
                true);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        BackendTlsDraft tls = BackendTlsDraft.of(invocation);
        String path = invocation.only("a file of PEM certificates");
        Pem pem = Pem.read(path, invocation.draft().inclusions.text(path));
        if (ofChain) {
            tls.identityChain = Optional.of(pem.certificates());
        } else {
            tls.identities = Optional.of(pem.identities());
        }
    }
}
