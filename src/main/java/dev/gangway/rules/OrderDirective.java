package dev.gangway.rules;

import java.util.Locale;

/** Order: which of Allow and Deny has the last word (mod_proxy.md section 1.5). Stateless. */
final class OrderDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.section(
                        "Order",
                        "deny,allow|allow,deny",
                        "allow,deny denies who is on neither list; deny,allow lets them pass",
                        "Order allow,deny")
                .byDefault("deny,allow");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = String.join(" ", invocation.arguments());
        HostRules.Order order = switch (written.toLowerCase(Locale.ROOT)) {
            case "deny,allow" -> HostRules.Order.DENY_ALLOW;
            case "allow,deny", "mutual-failure" -> HostRules.Order.ALLOW_DENY;
            default -> throw Refusal.expected(written, "deny,allow or allow,deny without blanks, or mutual-failure");
        };
        invocation.scope().access().order(invocation.position(), order);
    }
}
