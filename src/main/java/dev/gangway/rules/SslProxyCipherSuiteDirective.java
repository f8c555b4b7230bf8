package dev.gangway.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** SSLProxyCipherSuite: cipher suites that are spoken with backends. Stateless. */
final class SslProxyCipherSuiteDirective implements Directive {

    private static final String EXPECTED = "[SSL|TLSv1.3] and a list of cipher suites";

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.serverOrProxy(
                        "SSLProxyCipherSuite",
                        "[protocol] cipher-spec",
                        "cipher suites that may be spoken with https:// and wss:// backends",
                        "SSLProxyCipherSuite HIGH:!aNULL:!SHA1")
                .argument(
                        "protocol",
                        "word",
                        "SSL for TLS 1.2, TLSv1.3 for TLS 1.3, whose suites have names of their own")
                .argument(
                        "cipher-spec",
                        "list",
                        "OpenSSL's or the RFC's names of suites, and OpenSSL's words for sets of them")
                .byDefault("what the JVM offers")
                .differs(
                        "never one that the JVM doesn't offer by itself; @SECLEVEL is refused, as are words that are not"
                                + " known");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new Refusal(arguments.size() + " arguments, expected " + EXPECTED);
        }
        String protocol = arguments.size() == 2 ? arguments.get(0).toLowerCase(Locale.ROOT) : "ssl";
        String words = arguments.get(arguments.size() - 1);
        BackendTlsDraft tls = BackendTlsDraft.of(invocation);
        switch (protocol) {
            case "ssl" ->
                tls.ciphers = Optional.of(CipherWords.read(
                        words, word -> invocation.notice("\"" + word + "\" is no cipher suite that the JVM offers")));
            case "tlsv1.3" -> tls.ciphersOfTls13 = Optional.of(CipherWords.readTls13(words));
            default -> throw Refusal.expected(arguments.get(0), EXPECTED);
        }
    }
}
