package dev.gangway.exchange;

import dev.gangway.rules.BackendTls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Makes what the rules say of a backend's certificate into what both edges hand to TLS. Stateless. */
public final class BackendTrust {

    /** No extended trust manager: those would have to compare the host's name themselves. */
    private static final X509TrustManager EVERYBODY = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    private BackendTrust() {}

    /** The host's name is compared apart from it, by endpoint identification. */
    public static SSLContext context(BackendTls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            if (tls.verified() && tls.authorities().isEmpty()) {
                context.init(null, null, null);
            } else {
                context.init(null, tls.verified() ? trusting(tls) : new TrustManager[] {EVERYBODY}, null);
            }
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JVM has no TLS", e);
        }
    }

    private static TrustManager[] trusting(BackendTls tls) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < tls.authorities().size(); i++) {
            store.setCertificateEntry(Integer.toString(i), tls.authorities().get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
