package dev.gangway.rules;

import java.util.Locale;
import java.util.Optional;

/** ProxyVia: what is said of this hop in the Via field (mod_proxy.md section 6.4). Stateless. */
final class ProxyViaDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "ProxyVia",
                        "On|Off|Full|Block",
                        "On adds this hop to Via in requests and answers, Full the product's name too; Block removes Via from"
                                + " requests",
                        "ProxyVia On")
                .byDefault("Off")
                .differs("the product in Full is Gangway; the name is gangway without ServerName");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only("On, Off, Full or Block");
        Via via = switch (written.toLowerCase(Locale.ROOT)) {
            case "on" -> Via.ON;
            case "off" -> Via.OFF;
            case "full" -> Via.FULL;
            case "block" -> Via.BLOCK;
            default -> throw Refusal.expected(written, "On, Off, Full or Block");
        };
        invocation.scope().server().hop.via = Optional.of(via);
    }
}
