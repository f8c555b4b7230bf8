package dev.gangway.rules;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The SSLProxy lines of one server or of one {@code <Proxy url>} while they are read. Mutable, confined to the parser. */
final class BackendTlsDraft {

    Optional<Boolean> verified = Optional.empty();
    Optional<Boolean> peerName = Optional.empty();
    Optional<Boolean> commonName = Optional.empty();
    Optional<Boolean> dated = Optional.empty();
    Optional<Integer> depth = Optional.empty();
    Optional<List<X509Certificate>> authorityFile = Optional.empty();
    Optional<List<X509Certificate>> authorityFolder = Optional.empty();
    Optional<List<BackendTls.Identity>> identities = Optional.empty();
    Optional<List<X509Certificate>> identityChain = Optional.empty();
    Optional<List<String>> protocols = Optional.empty();
    Optional<List<String>> ciphers = Optional.empty();
    Optional<List<String>> ciphersOfTls13 = Optional.empty();

    /** Whether there is any line at all. */
    boolean given;

    /** The target URL of the section that the lines stand in; empty for a server's. */
    Optional<RuleUrl> target = Optional.empty();

    /**
     * That which a line adds to. The first one in a section also makes its URL a worker's name, as in httpd: what is sent
     * there is then sent by a worker of its own, whichever rule leads there.
     */
    static BackendTlsDraft of(Invocation invocation) throws Refusal {
        BackendTlsDraft draft = invocation.scope().path().tls;
        draft.given = true;
        Optional<SectionTarget> section = invocation.scope().target();
        if (section.isEmpty() || draft.target.isPresent()) {
            return draft;
        }
        if (!(section.get() instanceof SectionTarget.ProxyPrefix prefix)) {
            throw new Refusal("in a section that matches by pattern, expected <Proxy url> without wildcards around it");
        }
        if (BalancerUrl.isOne(prefix.url())) {
            throw new Refusal("in a section of a balancer, expected <Proxy url> with the URL of a member around it");
        }
        RuleUrl url = RuleUrl.parse(prefix.url(), false);
        draft.target = Optional.of(url);
        invocation.draft().workers.own(invocation.scope().server(), url, invocation.position());
        return draft;
    }

    /** Whether the lines hold for a worker: the backend is the same for https and wss. One whose host is captured has none. */
    boolean covers(BackendOrigin origin, String workerName) {
        if (!workerName.startsWith(origin.url())) {
            return false;
        }
        String path = workerName.substring(origin.url().length());
        return target.filter(url -> origin.host().equals(url.origin().host())
                        && origin.port() == url.origin().port()
                        && (path.isEmpty() ? "/" : path).startsWith(url.path()))
                .isPresent();
    }

    /** Line by line the last of several drafts that has it. httpd compares the name unless both lines that do so are off. */
    static BackendTls finish(List<BackendTlsDraft> drafts) {
        List<X509Certificate> authorities = new ArrayList<>();
        last(drafts, draft -> draft.authorityFile).ifPresent(authorities::addAll);
        last(drafts, draft -> draft.authorityFolder).ifPresent(authorities::addAll);
        List<X509Certificate> chain = last(drafts, draft -> draft.identityChain).orElse(List.of());
        return new BackendTls(
                last(drafts, draft -> draft.verified).orElse(true),
                last(drafts, draft -> draft.peerName).orElse(true)
                        || last(drafts, draft -> draft.commonName).orElse(true),
                last(drafts, draft -> draft.dated).orElse(true),
                last(drafts, draft -> draft.depth).map(OptionalInt::of).orElse(OptionalInt.empty()),
                authorities,
                last(drafts, draft -> draft.identities).orElse(List.of()).stream()
                        .map(identity -> identity.vouchedBy(chain))
                        .toList(),
                last(drafts, draft -> draft.protocols).orElse(BackendTls.PROTOCOLS),
                CipherWords.both(last(drafts, draft -> draft.ciphers), last(drafts, draft -> draft.ciphersOfTls13)));
    }

    private static <T> Optional<T> last(List<BackendTlsDraft> drafts, Function<BackendTlsDraft, Optional<T>> line) {
        return drafts.stream().map(line).flatMap(Optional::stream).reduce((earlier, later) -> later);
    }
}
