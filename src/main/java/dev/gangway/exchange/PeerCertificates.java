package dev.gangway.exchange;

import dev.gangway.rules.BackendTls;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates of backends are believed. No extended trust manager: the JDK compares the host's name and the
 * algorithms in addition to what any other one does. Thread-safe.
 */
final class PeerCertificates implements X509TrustManager {

    private final BackendTls tls;
    private final X509TrustManager chains;

    private PeerCertificates(BackendTls tls, X509TrustManager chains) {
        this.tls = tls;
        this.chains = chains;
    }

    static PeerCertificates of(BackendTls tls) throws GeneralSecurityException {
        TrustManagerFactory jvm = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        jvm.init((KeyStore) null);
        X509TrustManager everybodys = only(jvm);
        if (tls.authorities().isEmpty() && tls.depth().isEmpty()) {
            return new PeerCertificates(tls, everybodys);
        }
        Set<TrustAnchor> anchors = (tls.authorities().isEmpty()
                        ? Arrays.asList(everybodys.getAcceptedIssuers())
                        : tls.authorities())
                .stream().map(authority -> new TrustAnchor(authority, null)).collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(false);
        tls.depth().ifPresent(depth -> parameters.addCertPathChecker(new Depth(depth)));
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return new PeerCertificates(tls, only(factory));
    }

    private static X509TrustManager only(TrustManagerFactory factory) throws GeneralSecurityException {
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager one) {
                return one;
            }
        }
        throw new GeneralSecurityException("no trust manager for X.509");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        if (tls.verified() || tls.dated()) {
            chain[0].checkValidity(); // the JDK lets a certificate that is trusted itself live for ever
        }
        if (tls.verified()) {
            chains.checkServerTrusted(chain, type);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("clients are the container's");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return tls.verified() ? chains.getAcceptedIssuers() : new X509Certificate[0];
    }

    /**
     * Counts the certificates up to the trusted one, which is not asked about here. The JDK's own limit counts only while it
     * searches for a chain, not while it takes the one that it was shown. Confined to one verification.
     */
    private static final class Depth extends PKIXCertPathChecker {

        private final int depth;
        private int count;

        Depth(int depth) {
            this.depth = depth;
        }

        @Override
        public void init(boolean forward) {
            count = 0;
        }

        @Override
        public boolean isForwardCheckingSupported() {
            return false;
        }

        @Override
        public @Nullable Set<String> getSupportedExtensions() {
            return null;
        }

        @Override
        public void check(Certificate certificate, Collection<String> unresolved) throws CertPathValidatorException {
            if (++count > depth) {
                throw new CertPathValidatorException("more certificates than SSLProxyVerifyDepth " + depth + " allows");
            }
        }
    }
}
