package dev.gangway.exchange;

import dev.gangway.rules.BackendTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Makes what the rules say of TLS to backends into what both edges hand to the JDK. Stateless. */
public final class BackendTrust {

    private static final char[] NO_PASSWORD = {};
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private BackendTrust() {}

    public static SSLContext context(BackendTls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(tls), new TrustManager[] {PeerCertificates.of(tls)}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JVM has no TLS", e);
        }
    }

    /**
     * Before the handshake of an engine that knows its host. That host's name is sent (RFC 6066 section 3), and compared
     * with the certificate: also where ProxyPreserveHost puts another one into the Host field, since a client chooses it.
     */
    public static void prepare(SSLEngine engine, BackendTls tls) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(tls.named() ? "HTTPS" : "");
        String host = engine.getPeerHost();
        if (!ADDRESS.matcher(host).matches()) {
            // the JDK itself names no host without a dot
            String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            parameters.setServerNames(List.of(new SNIHostName(name.getBytes(StandardCharsets.US_ASCII))));
        }
        parameters.setProtocols(tls.protocols().toArray(String[]::new));
        if (!tls.ciphers().isEmpty()) {
            parameters.setCipherSuites(tls.ciphers().toArray(String[]::new));
        }
        engine.setSSLParameters(parameters);
    }

    private static KeyManager[] keys(BackendTls tls) throws GeneralSecurityException, IOException {
        if (tls.identities().isEmpty()) {
            return new KeyManager[0];
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (BackendTls.Identity identity : tls.identities()) {
            store.setKeyEntry(
                    Integer.toString(store.size()),
                    identity.key(),
                    NO_PASSWORD,
                    identity.chain().toArray(X509Certificate[]::new));
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }
}
