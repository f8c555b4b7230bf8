package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code <VirtualHost>}: rules of its own for some names and addresses (mod_proxy.md section 1.5). Stateless. */
final class VirtualHostSection implements SectionDirective {

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                        "<VirtualHost",
                        "address[:port] ...",
                        Set.of(Context.SERVER),
                        Set.of(),
                        "its lines hold for requests to these addresses and its names; a port that nothing listens on counts for"
                                + " every request",
                        "<VirtualHost *:80>")
                .argument("address", "address", "*, _default_ or an IP address")
                .argument("port", "number", "1 to 65535, or *")
                .differs("a port chooses among hosts; one that no connector listens on counts as its scheme's, or any");
    }

    @Override
    public Optional<Scope> enter(Invocation invocation) throws Refusal {
        if (invocation.arguments().isEmpty()) {
            throw new Refusal("no address, expected one like *:80");
        }
        List<ListenAddress> addresses = new ArrayList<>();
        for (String address : invocation.arguments()) {
            addresses.add(ListenAddress.parse(address));
        }
        RuleSetDraft draft = invocation.draft();
        ServerDraft host = draft.main.virtualHost(addresses, invocation.position());
        draft.hosts.add(host);
        return Optional.of(Scope.of(Context.VIRTUAL_HOST, host));
    }
}
