package dev.gangway.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/** A certificate with its key and who issued it, made on the spot: EC keys, X.509 version 3 (RFC 5280). Immutable. */
public record Certified(X509Certificate certificate, KeyPair keys, Optional<Certified> issuer) {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final byte[] ECDSA_WITH_SHA256 = der(0x30, new byte[] {6, 8, 42, -122, 72, -50, 61, 4, 3, 2});
    private static final byte[] BASIC_CONSTRAINTS = {6, 3, 85, 29, 19};
    private static final byte[] ALTERNATIVE_NAMES = {6, 3, 85, 29, 17};
    private static final byte[] TRUE = {1, 1, -1};
    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    /** One that vouches for itself and for others. */
    public static Certified root(String name) throws GeneralSecurityException {
        return make(name, true, Duration.ofHours(-1), Optional.empty());
    }

    /** One that vouches for itself only. */
    public static Certified alone(String host) throws GeneralSecurityException {
        return make("alone", false, Duration.ofHours(-1), Optional.empty(), host);
    }

    /** One whose time is over. */
    public static Certified expired(Optional<Certified> issuer, String host) throws GeneralSecurityException {
        return make("expired", false, Duration.ofDays(-3), issuer, host);
    }

    public Certified authority(String name) throws GeneralSecurityException {
        return make(name, true, Duration.ofHours(-1), Optional.of(this));
    }

    public Certified host(String... hosts) throws GeneralSecurityException {
        return make("host", false, Duration.ofHours(-1), Optional.of(this), hosts);
    }

    /** What is shown: this one and those that issued it, without the last one. */
    public List<X509Certificate> chain() {
        List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
        for (Optional<Certified> next = issuer;
                next.isPresent() && next.get().issuer().isPresent();
                next = next.get().issuer()) {
            chain.add(next.get().certificate());
        }
        return chain;
    }

    /** A server that shows the chain, and takes those clients for whom one of the trusted vouches. */
    public SSLContext serving(List<X509Certificate> shown, X509Certificate... trusted) throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("own", keys.getPrivate(), PASSWORD, shown.toArray(X509Certificate[]::new));
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(own, PASSWORD);
        KeyStore others = KeyStore.getInstance("PKCS12");
        others.load(null, null);
        for (X509Certificate other : trusted) {
            others.setCertificateEntry(other.getSerialNumber().toString(), other);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(others);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trusted.length == 0 ? null : trust.getTrustManagers(), null);
        return context;
    }

    public String pem() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    /** In PKCS#8. */
    public String keyPem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private static String pem(String label, byte[] octets) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets)
                + "\n-----END " + label + "-----\n";
    }

    private static Certified make(
            String name, boolean authority, Duration since, Optional<Certified> issuer, String... hosts)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Principal subject = new X500Principal("CN=" + name);
        Instant begins = Instant.now().plus(since);
        byte[] extensions = authority
                ? der(0x30, BASIC_CONSTRAINTS, TRUE, der(4, der(0x30, TRUE)))
                : der(0x30, ALTERNATIVE_NAMES, der(4, alternativeNames(hosts)));
        byte[] content = der(
                0x30,
                der(0xA0, new byte[] {2, 1, 2}),
                der(2, new byte[] {(byte) (SERIAL.incrementAndGet() & 0x7F)}),
                ECDSA_WITH_SHA256,
                issuer.map(by -> by.certificate().getSubjectX500Principal())
                        .orElse(subject)
                        .getEncoded(),
                der(0x30, time(begins), time(begins.plus(Duration.ofDays(2)))),
                subject.getEncoded(),
                keys.getPublic().getEncoded(),
                der(0xA3, der(0x30, extensions)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuer.map(Certified::keys).orElse(keys).getPrivate());
        signature.update(content);
        byte[] whole = der(0x30, content, ECDSA_WITH_SHA256, der(3, new byte[1], signature.sign()));
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        return new Certified(certificate, keys, issuer);
    }

    private static byte[] alternativeNames(String... hosts) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        for (String host : hosts) {
            boolean address = Character.isDigit(host.charAt(host.length() - 1));
            names.writeBytes(address ? der(0x87, octets(host)) : der(0x82, host.getBytes(StandardCharsets.US_ASCII)));
        }
        return der(0x30, names.toByteArray());
    }

    private static byte[] octets(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    private static byte[] time(Instant instant) {
        return der(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length > 0xFF) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length > 0x7F) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
