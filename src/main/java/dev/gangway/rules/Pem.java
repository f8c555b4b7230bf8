package dev.gangway.rules;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Certificates and keys in the text of a PEM file (RFC 7468). Immutable. */
record Pem(String file, List<Block> blocks) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /** What stands between two lines of dashes. */
    record Block(String label, String body) {

        boolean certificate() {
            return label.equals("CERTIFICATE")
                    || label.equals("X509 CERTIFICATE")
                    || label.equals("TRUSTED CERTIFICATE");
        }

        boolean key() {
            return label.endsWith("PRIVATE KEY");
        }

        /** Either by its name or, as OpenSSL did it before PKCS#8, by a field in its body. */
        boolean encrypted() {
            return label.startsWith("ENCRYPTED") || body.contains("ENCRYPTED");
        }

        byte[] octets() {
            return Base64.getMimeDecoder().decode(body);
        }
    }

    /** What stands around the blocks is comment; a block without an end is none. */
    static Pem read(String file, String text) {
        List<Block> blocks = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        String label = "";
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                label = line.substring(BEGIN.length(), Math.max(BEGIN.length(), line.length() - DASHES.length()));
                body.setLength(0);
            } else if (!label.isEmpty() && line.equals(DASHES + "END " + label + DASHES)) {
                blocks.add(new Block(label, body.toString()));
                label = "";
            } else {
                body.append(line).append('\n');
            }
        }
        return new Pem(file, List.copyOf(blocks));
    }

    /** All certificates, at least one. */
    List<X509Certificate> certificates() throws Refusal {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks) {
                if (block.certificate()) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.octets())));
                }
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw Refusal.expected(
                    file, "a file of PEM certificates: number " + (certificates.size() + 1) + " is none");
        }
        if (certificates.isEmpty()) {
            throw Refusal.expected(file, "a file with at least one PEM certificate");
        }
        return certificates;
    }

    /** Every key with its certificate, at least one; certificates without a key may vouch for the others. */
    List<BackendTls.Identity> identities() throws Refusal {
        List<X509Certificate> certificates = certificates();
        List<BackendTls.Identity> identities = new ArrayList<>();
        for (Block block : blocks) {
            if (block.key() && block.encrypted()) {
                throw Refusal.expected(
                        file, "a key that is not encrypted: nobody is there to be asked for the pass phrase");
            }
            if (block.key()) {
                identities.add(identity(block, certificates));
            }
        }
        if (identities.isEmpty()) {
            throw Refusal.expected(file, "a file that holds the certificate's private key, too");
        }
        return identities;
    }

    private BackendTls.Identity identity(Block block, List<X509Certificate> certificates) throws Refusal {
        for (X509Certificate certificate : certificates) {
            Optional<PrivateKey> key = key(block, certificate.getPublicKey());
            if (key.isPresent()) {
                return new BackendTls.Identity(List.of(certificate), key.get()).vouchedBy(certificates);
            }
        }
        throw Refusal.expected(file, "an RSA, EC or Ed25519 key of one of the certificates in the file");
    }

    /** Empty unless it is the other half of that one: what it signs must verify. */
    private static Optional<PrivateKey> key(Block block, PublicKey half) {
        try {
            byte[] pkcs8 =
                    block.label().equals("PRIVATE KEY") ? block.octets() : wrapped(block.octets(), half.getEncoded());
            PrivateKey key =
                    KeyFactory.getInstance(half.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            Signature signature = Signature.getInstance(
                    switch (half.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> half.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(pkcs8);
            byte[] signed = signature.sign();
            signature.initVerify(half);
            signature.update(pkcs8);
            return signature.verify(signed) ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException another) {
            return Optional.empty(); // expected here because the key may be of another certificate of the file
        }
    }

    /** PKCS#1 or SEC 1 as PKCS#8 (RFC 5958); the algorithm is the certificate's, with which its public key begins. */
    private static byte[] wrapped(byte[] key, byte[] publicKey) {
        int start = 2 + (publicKey[1] < 0 ? publicKey[1] & 0x7F : 0);
        byte[] algorithm = Arrays.copyOfRange(publicKey, start, start + 2 + publicKey[start + 1]);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(new byte[] {2, 1, 0});
        content.writeBytes(algorithm);
        content.writeBytes(der(4, key));
        return der(0x30, content.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length > 0xFF) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length > 0x7F) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return file;
    }
}
