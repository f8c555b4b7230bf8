package dev.gangway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.ProxyError;
import dev.gangway.rules.BackendTls;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the rules ask of TLS holds, over HTTP and WebSocket alike. */
@Timeout(60)
public abstract class TlsPolicyScenarios {

    private static final String HOST = "127.0.0.1";
    private static final Optional<ProxyError> BELIEVED = Optional.empty();
    private static final Optional<ProxyError> REFUSED = Optional.of(ProxyError.BACKEND_TLS);

    private Certified root;

    /** Opens one exchange with a backend that answers whomever it lets in; empty when it went well. */
    protected abstract Optional<ProxyError> ask(TlsServerSocket server, String host, BackendTls tls) throws Exception;

    @BeforeEach
    void makeRoot() throws Exception {
        root = Certified.root("root");
    }

    private Optional<ProxyError> ask(Certified backend, String host, BackendTls tls) throws Exception {
        try (TlsServerSocket server = new TlsServerSocket(backend.serving(backend.chain()))) {
            return ask(server, host, tls);
        }
    }

    @Test
    void anExpiredCertificateIsRefusedAlsoWhenItIsTrustedItself() throws Exception {
        Certified issued = Certified.expired(Optional.of(root), HOST);
        Certified alone = Certified.expired(Optional.empty(), HOST);
        assertThat(ask(issued, HOST, trusting(root))).isEqualTo(REFUSED);
        assertThat(ask(alone, HOST, trusting(alone))).isEqualTo(REFUSED);
        assertThat(ask(alone, HOST, policy(false, true, OptionalInt.empty()))).isEqualTo(REFUSED);
    }

    @Test
    void withoutTheCheckAnExpiredCertificateIsTakenOnlyWhereNoneIsVerified() throws Exception {
        Certified alone = Certified.expired(Optional.empty(), HOST);
        assertThat(ask(alone, HOST, policy(false, false, OptionalInt.empty()))).isEqualTo(BELIEVED);
        assertThat(ask(alone, HOST, policy(true, false, OptionalInt.empty(), alone)))
                .isEqualTo(REFUSED);
    }

    @Test
    void othersNamesAndUnknownAuthoritiesAreRefused() throws Exception {
        assertThat(ask(root.host("other.example"), HOST, trusting(root))).isEqualTo(REFUSED);
        assertThat(ask(Certified.alone(HOST), HOST, trusting(root))).isEqualTo(REFUSED);
        assertThat(ask(root.host(HOST), HOST, BackendTls.DEFAULT)).isEqualTo(REFUSED);
        assertThat(ask(root.host(HOST), HOST, trusting(root))).isEqualTo(BELIEVED);
    }

    @Test
    void certificatesUpToTheTrustedOneAreCounted() throws Exception {
        Certified direct = root.host(HOST);
        Certified indirect = root.authority("between").host(HOST);
        assertThat(ask(indirect, HOST, trusting(root))).isEqualTo(BELIEVED);
        assertThat(ask(indirect, HOST, depth(2, root))).isEqualTo(BELIEVED);
        assertThat(ask(indirect, HOST, depth(1, root))).isEqualTo(REFUSED);
        assertThat(ask(direct, HOST, depth(1, root))).isEqualTo(BELIEVED);
        assertThat(ask(direct, HOST, depth(0, root))).isEqualTo(REFUSED);
        assertThat(ask(direct, HOST, depth(0, direct))).isEqualTo(BELIEVED);
    }

    @Test
    void aChainWithAGapIsRefused() throws Exception {
        Certified indirect = root.authority("between").host(HOST);
        try (TlsServerSocket server = new TlsServerSocket(indirect.serving(List.of(indirect.certificate())))) {
            assertThat(ask(server, HOST, trusting(root))).isEqualTo(REFUSED);
        }
    }

    @Test
    void aBackendThatAsksForACertificateIsShownTheRules() throws Exception {
        Certified clients = Certified.root("clients");
        Certified client = clients.authority("department").host("gangway");
        Certified backend = root.host(HOST);
        try (TlsServerSocket server =
                new TlsServerSocket(backend.serving(backend.chain(), clients.certificate())).askingForCertificates()) {
            BackendTls identified = new BackendTls(
                    true,
                    true,
                    true,
                    OptionalInt.empty(),
                    List.of(root.certificate()),
                    List.of(new BackendTls.Identity(
                            client.chain(), client.keys().getPrivate())),
                    BackendTls.DEFAULT.protocols(),
                    List.of());
            assertThat(ask(server, HOST, identified)).isEqualTo(BELIEVED);
            assertThat(server.session().getPeerCertificates()).containsExactlyElementsOf(client.chain());
            // the refusal may be overtaken by the end of the connection
            assertThat(ask(server, HOST, trusting(root))).get().isIn(ProxyError.BACKEND_TLS, ProxyError.BACKEND_CLOSED);
        }
    }

    @Test
    void onlyVersionsAndSuitesOfTheRulesAreSpoken() throws Exception {
        Certified backend = root.host(HOST);
        String suite = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        try (TlsServerSocket server = new TlsServerSocket(backend.serving(backend.chain())).speaking("TLSv1.2")) {
            assertThat(ask(server, HOST, speaking(List.of("TLSv1.3"), List.of())))
                    .isEqualTo(REFUSED);
            assertThat(ask(server, HOST, speaking(List.of("TLSv1.2", "TLSv1.3"), List.of(suite))))
                    .isEqualTo(BELIEVED);
            assertThat(server.session().getCipherSuite()).isEqualTo(suite);
        }
        try (TlsServerSocket server = new TlsServerSocket(backend.serving(backend.chain()))) {
            assertThat(ask(server, HOST, trusting(root))).isEqualTo(BELIEVED);
            assertThat(server.session().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(ask(server, HOST, speaking(List.of("TLSv1.2"), List.of())))
                    .isEqualTo(BELIEVED);
            assertThat(server.session().getProtocol()).isEqualTo("TLSv1.2");
        }
    }

    @Test
    void theHostIsNamedUnlessItIsAnAddress() throws Exception {
        Certified backend = root.host(HOST, "localhost");
        try (TlsServerSocket server = new TlsServerSocket(backend.serving(backend.chain()))) {
            assertThat(ask(server, "localhost", trusting(root))).isEqualTo(BELIEVED);
            assertThat(server.session().getRequestedServerNames()).hasToString("[type=host_name (0), value=localhost]");
            assertThat(ask(server, HOST, trusting(root))).isEqualTo(BELIEVED);
            assertThat(server.session().getRequestedServerNames()).isEmpty();
        }
    }

    private static BackendTls trusting(Certified authority) {
        return new BackendTls(true, true, List.of(authority.certificate()));
    }

    private static BackendTls depth(int depth, Certified authority) {
        return policy(true, true, OptionalInt.of(depth), authority);
    }

    private BackendTls speaking(List<String> protocols, List<String> suites) {
        return new BackendTls(
                true, true, true, OptionalInt.empty(), List.of(root.certificate()), List.of(), protocols, suites);
    }

    private static BackendTls policy(boolean verified, boolean dated, OptionalInt depth, Certified... authorities) {
        List<X509Certificate> trusted =
                List.of(authorities).stream().map(Certified::certificate).toList();
        BackendTls base = BackendTls.DEFAULT;
        return new BackendTls(verified, true, dated, depth, trusted, List.of(), base.protocols(), List.of());
    }
}
