package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The RemoteIP lines of one server while they are read. Mutable, confined to the parser. */
final class PeerTrustDraft {

    final List<PeerTrust.Proxies> proxies = new ArrayList<>();
    Optional<String> field = Optional.empty();
    Optional<Position> fieldPosition = Optional.empty();

    /** Field and list are replaced one by one by a virtual host's own, as in httpd. */
    PeerTrust finish(Optional<PeerTrustDraft> main) {
        return new PeerTrust(
                field.or(() -> main.flatMap(server -> server.field)),
                proxies.isEmpty() ? main.map(server -> server.proxies).orElse(proxies) : proxies);
    }

    /** A field that every client could fill as it likes. */
    Optional<Problem> problem(Optional<PeerTrustDraft> main) {
        return fieldPosition
                .filter(position -> finish(main).proxies().isEmpty())
                .map(position -> new Problem(
                        position,
                        "RemoteIPHeader: nobody is trusted to fill \"" + field.orElse("")
                                + "\", expected a RemoteIPTrustedProxy or RemoteIPInternalProxy line"));
    }
}
