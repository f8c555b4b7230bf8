package dev.gangway.rules;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Whom a worker believes to be its backend when the connection is TLS; the same for HTTP and WebSocket. Immutable.
 *
 * @param verified whether the certificate's chain must lead to somebody who is trusted (SSLProxyVerify)
 * @param named whether the certificate must be for the host of the rule's URL (SSLProxyCheckPeerName, SSLProxyCheckPeerCN)
 * @param authorities who is trusted (SSLProxyCACertificateFile); empty for those that the JVM trusts
 */
public record BackendTls(boolean verified, boolean named, List<X509Certificate> authorities) {

    public static final BackendTls DEFAULT = new BackendTls(true, true, List.of());

    public BackendTls {
        authorities = List.copyOf(authorities);
    }

    @Override
    public String toString() {
        return "verified=" + verified + " named=" + named + " authorities=" + authorities.size();
    }
}
