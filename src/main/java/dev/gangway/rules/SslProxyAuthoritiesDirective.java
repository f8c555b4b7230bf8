package dev.gangway.rules;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** SSLProxyCACertificateFile and SSLProxyCACertificatePath: the certificates that vouch for backends. Stateless. */
record SslProxyAuthoritiesDirective(DirectiveSpec spec, boolean ofFolder) implements Directive {

    /** As {@code openssl rehash} names the files of a folder. */
    private static final Pattern HASH_NAME = Pattern.compile("(?:.*/)?[0-9a-f]{8}\\.[0-9]+");

    private static final String MEANING =
            "who vouches for https://, h2:// and wss:// backends, instead of those that the JVM trusts";

    static SslProxyAuthoritiesDirective file() {
        return new SslProxyAuthoritiesDirective(
                DirectiveSpec.serverOrProxy(
                                "SSLProxyCACertificateFile",
                                "file",
                                MEANING,
                                "SSLProxyCACertificateFile /etc/ssl/backend-ca.pem")
                        .argument("file", "path", "PEM certificates, read once at the start; relative to ServerRoot")
                        .byDefault("what the JVM trusts"),
                false);
    }

    static SslProxyAuthoritiesDirective folder() {
        return new SslProxyAuthoritiesDirective(
                DirectiveSpec.serverOrProxy(
                                "SSLProxyCACertificatePath",
                                "directory",
                                MEANING + "; beside those of SSLProxyCACertificateFile",
                                "SSLProxyCACertificatePath /etc/ssl/backend-cas")
                        .argument(
                                "directory",
                                "path",
                                "PEM files with the names that openssl rehash gives them, like 5ed36f99.0; others are"
                                        + " left out; read once at the start; relative to ServerRoot")
                        .byDefault("what the JVM trusts"),
                true);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        BackendTlsDraft tls = BackendTlsDraft.of(invocation);
        Inclusions files = invocation.draft().inclusions;
        if (ofFolder) {
            tls.authorityFolder = Optional.of(inFolder(invocation.only("a directory of PEM certificates"), files));
        } else {
            String path = invocation.only("a file of PEM certificates");
            tls.authorityFile = Optional.of(Pem.read(path, files.text(path)).certificates());
        }
    }

    private static List<X509Certificate> inFolder(String path, Inclusions files) throws Refusal {
        List<X509Certificate> found = new ArrayList<>();
        for (String name : files.in(path)) {
            if (HASH_NAME.matcher(name).matches()) {
                found.addAll(Pem.read(name, files.text(name)).certificates());
            }
        }
        if (found.isEmpty()) {
            throw Refusal.expected(
                    path, "a directory of PEM certificates with the names that openssl rehash gives them");
        }
        return found;
    }
}
