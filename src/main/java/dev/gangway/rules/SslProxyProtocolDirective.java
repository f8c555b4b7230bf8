package dev.gangway.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** SSLProxyProtocol: versions of TLS that are spoken with backends. Stateless. */
final class SslProxyProtocolDirective implements Directive {

    private static final String EXPECTED = "all, TLSv1.2 or TLSv1.3, each with + or - or nothing before it";

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.serverOrProxy(
                        "SSLProxyProtocol",
                        "[+|-]protocol ...",
                        "versions of TLS that may be spoken with https:// and wss:// backends; one without + or -"
                                + " replaces what stands before it",
                        "SSLProxyProtocol all -TLSv1.2")
                .argument("protocol", "word", "all, SSLv3, TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3")
                .byDefault("TLSv1.2 TLSv1.3")
                .differs("SSLv3, TLSv1 and TLSv1.1 are never spoken");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        Set<String> spoken = new TreeSet<>();
        for (String written : invocation.arguments()) {
            boolean signed = written.startsWith("-") || written.startsWith("+");
            List<String> meant = meant(signed ? written.substring(1) : written, written);
            if (written.startsWith("-")) {
                meant.forEach(spoken::remove);
                continue;
            }
            if (!signed && !spoken.isEmpty()) {
                invocation.notice("\"" + written + "\" replaces what stands before it: is there a + missing?");
                spoken.clear();
            }
            if (meant.isEmpty()) {
                invocation.notice("\"" + written + "\" is never spoken: it is broken");
            }
            spoken.addAll(meant);
        }
        if (spoken.isEmpty()) {
            throw new Refusal("\"" + String.join(" ", invocation.arguments())
                    + "\" leaves no version that is spoken, expected TLSv1.2 or TLSv1.3 among them");
        }
        BackendTlsDraft.of(invocation).protocols = Optional.of(List.copyOf(spoken));
    }

    private static List<String> meant(String name, String written) throws Refusal {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "all" -> BackendTls.PROTOCOLS;
            case "tlsv1.2" -> List.of("TLSv1.2");
            case "tlsv1.3" -> List.of("TLSv1.3");
            case "sslv3", "tlsv1", "tlsv1.1" -> List.of();
            default -> throw Refusal.expected(written, EXPECTED);
        };
    }
}
