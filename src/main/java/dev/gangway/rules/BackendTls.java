package dev.gangway.rules;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whom a worker believes to be its backend when the connection is TLS, and what it shows of itself; the same for HTTP and
 * WebSocket. Immutable.
 *
 * @param verified whether the certificate's chain must lead to somebody who is trusted (SSLProxyVerify)
 * @param named whether the certificate must be for the host of the rule's URL (SSLProxyCheckPeerName, SSLProxyCheckPeerCN)
 * @param dated whether the certificate must be valid now even where its chain does not count (SSLProxyCheckPeerExpire)
 * @param depth how many certificates may follow the backend's own up to the trusted one; empty for the JVM's limit
 *     (SSLProxyVerifyDepth)
 * @param authorities who is trusted (SSLProxyCACertificateFile, SSLProxyCACertificatePath); empty for those that the JVM trusts
 * @param identities what a backend that asks for a certificate is shown (SSLProxyMachineCertificateFile)
 * @param protocols versions that may be spoken, by the JDK's names (SSLProxyProtocol)
 * @param ciphers suites that may be spoken, by the JDK's names; empty for the JVM's choice (SSLProxyCipherSuite)
 */
public record BackendTls(
        boolean verified,
        boolean named,
        boolean dated,
        OptionalInt depth,
        List<X509Certificate> authorities,
        List<Identity> identities,
        List<String> protocols,
        List<String> ciphers) {

    static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

    public static final BackendTls DEFAULT = new BackendTls(true, true, List.of());

    /** A certificate, those that vouch for it, and its key. Immutable. */
    public record Identity(List<X509Certificate> chain, PrivateKey key) {

        public Identity {
            chain = List.copyOf(chain);
        }

        /** Each certificate is followed by the one that issued it, as far as there is one among these, too. */
        Identity vouchedBy(List<X509Certificate> others) {
            List<X509Certificate> longer = new ArrayList<>(chain);
            boolean grows = true;
            while (grows) {
                X509Certificate last = longer.get(longer.size() - 1);
                Optional<X509Certificate> issuer = others.stream()
                        .filter(other -> other.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                        .filter(other -> !longer.contains(other))
                        .findFirst();
                issuer.ifPresent(longer::add);
                grows = issuer.isPresent();
            }
            return new Identity(longer, key);
        }

        /** Never the key. */
        @Override
        public String toString() {
            return chain.get(0).getSubjectX500Principal().getName() + " chain=" + chain.size();
        }
    }

    public BackendTls {
        authorities = List.copyOf(authorities);
        identities = List.copyOf(identities);
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }

    /** With everything else as it is by default. */
    public BackendTls(boolean verified, boolean named, List<X509Certificate> authorities) {
        this(verified, named, true, OptionalInt.empty(), authorities, List.of(), PROTOCOLS, List.of());
    }

    /** What is not as by default appears only then. */
    @Override
    public String toString() {
        return "verified=" + verified + " named=" + named + " authorities=" + authorities.size()
                + (dated ? "" : " dated=false")
                + (depth.isEmpty() ? "" : " depth=" + depth.getAsInt())
                + (identities.isEmpty() ? "" : " identities=" + identities)
                + (protocols.equals(PROTOCOLS) ? "" : " protocols=" + protocols)
                + (ciphers.isEmpty() ? "" : " ciphers=" + ciphers);
    }
}
