package dev.gangway.rules;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SSLProxyCACertificateFile: the certificates that vouch for backends. Stateless. */
final class SslProxyAuthoritiesDirective implements Directive {

    private static final Pattern CERTIFICATE = Pattern.compile(
            "-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----");

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "SSLProxyCACertificateFile",
                        "file",
                        "who vouches for https:// and wss:// backends, instead of those that the JVM trusts",
                        "SSLProxyCACertificateFile /etc/ssl/backend-ca.pem")
                .argument("file", "path", "PEM certificates, read once at the start; relative to ServerRoot")
                .byDefault("what the JVM trusts");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String path = invocation.only("a file of PEM certificates");
        List<X509Certificate> certificates =
                certificates(path, invocation.draft().inclusions.text(path));
        invocation.scope().server().tls.authorities.addAll(certificates);
    }

    private static List<X509Certificate> certificates(String path, String text) throws Refusal {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = CERTIFICATE.matcher(text);
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (block.find()) {
                byte[] octets = block.group().getBytes(StandardCharsets.US_ASCII);
                Certificate certificate = factory.generateCertificate(new ByteArrayInputStream(octets));
                certificates.add((X509Certificate) certificate);
            }
        } catch (CertificateException e) {
            throw Refusal.expected(
                    path, "a file of PEM certificates: number " + (certificates.size() + 1) + " is none");
        }
        if (certificates.isEmpty()) {
            throw Refusal.expected(path, "a file with at least one PEM certificate");
        }
        return certificates;
    }
}
