package dev.gangway.rules;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The SSLProxy lines of one server while they are read. Mutable, confined to the parser. */
final class BackendTlsDraft {

    Optional<Boolean> verified = Optional.empty();
    Optional<Boolean> peerName = Optional.empty();
    Optional<Boolean> commonName = Optional.empty();
    final List<X509Certificate> authorities = new ArrayList<>();

    /** What the server says, or else the main one. httpd compares the name unless both lines that do so are off. */
    BackendTls finish(Optional<BackendTlsDraft> main) {
        boolean byName =
                peerName.or(() -> main.flatMap(draft -> draft.peerName)).orElse(true);
        boolean byCommonName =
                commonName.or(() -> main.flatMap(draft -> draft.commonName)).orElse(true);
        List<X509Certificate> trusted =
                authorities.isEmpty() ? main.map(draft -> draft.authorities).orElse(authorities) : authorities;
        return new BackendTls(
                verified.or(() -> main.flatMap(draft -> draft.verified)).orElse(true), byName || byCommonName, trusted);
    }
}
