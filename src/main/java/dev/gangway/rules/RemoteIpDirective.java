package dev.gangway.rules;

import java.util.Optional;

/** RemoteIPHeader, RemoteIPTrustedProxy and RemoteIPInternalProxy (mod_proxy.md section 6.3). Stateless. */
record RemoteIpDirective(DirectiveSpec spec, Kind kind) implements Directive {

    private enum Kind {
        HEADER,
        TRUSTED,
        INTERNAL
    }

    static RemoteIpDirective header() {
        return new RemoteIpDirective(
                DirectiveSpec.server(
                                "RemoteIPHeader",
                                "field",
                                "where trusted proxies name the client; its address is the last one there that is no"
                                        + " trusted proxy's",
                                "RemoteIPHeader X-Forwarded-For\nRemoteIPTrustedProxy 192.0.2.0/24")
                        .differs("refused without a list of trusted proxies: every client could choose its address"),
                Kind.HEADER);
    }

    static RemoteIpDirective trusted() {
        return list(
                "RemoteIPTrustedProxy",
                "peers whose X-Forwarded fields and Forwarded are kept, and whose word on the client's address counts"
                        + " unless it is a private one",
                Kind.TRUSTED);
    }

    static RemoteIpDirective internal() {
        return list("RemoteIPInternalProxy", "the same, private addresses included", Kind.INTERNAL);
    }

    private static RemoteIpDirective list(String name, String meaning, Kind kind) {
        return new RemoteIpDirective(
                DirectiveSpec.server(name, "address ...", meaning, name + " 192.0.2.0/24")
                        .argument("address", "address", "IP address, its beginning, address/bits or address/mask")
                        .differs("host names are refused; from peers that are not listed forwarded fields are"
                                + " discarded"),
                kind);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        PeerTrustDraft trust = invocation.scope().server().trust;
        if (kind == Kind.HEADER) {
            String name = invocation.only("a field name");
            if (name.indexOf(':') >= 0) {
                throw Refusal.expected(name, "a field name");
            }
            trust.field = Optional.of(ConnectionFields.name(name));
            trust.fieldPosition = Optional.of(invocation.position());
            return;
        }
        if (invocation.arguments().isEmpty()) {
            throw new Refusal("no arguments, expected " + spec.syntax());
        }
        for (String address : invocation.arguments()) {
            try {
                trust.proxies.add(new PeerTrust.Proxies(AddressRange.parse(address), kind == Kind.INTERNAL));
            } catch (Refusal refusal) {
                invocation.problem(refusal);
            }
        }
    }
}
