package dev.gangway.rules;

import java.util.List;

/** Allow and Deny (mod_proxy.md section 1.5). Stateless. */
record AllowDenyDirective(DirectiveSpec spec, boolean allows) implements Directive {

    static AllowDenyDirective allow() {
        return new AllowDenyDirective(
                DirectiveSpec.section("Allow", "from all|address ...", "who may pass", "Allow from 10.0.0.0/8")
                        .argument("address", "address", "IP address, its beginning, address/bits or address/mask")
                        .differs("no host names and no env="),
                true);
    }

    static AllowDenyDirective deny() {
        return new AllowDenyDirective(
                DirectiveSpec.section("Deny", "from all|address ...", "who may not pass", "Deny from 10.0.0.13")
                        .argument("address", "address", "IP address, its beginning, address/bits or address/mask")
                        .differs("no host names and no env="),
                false);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.size() < 2 || !arguments.get(0).equalsIgnoreCase("from")) {
            throw new Refusal("\"" + String.join(" ", arguments) + "\", expected from and all or addresses");
        }
        for (String argument : arguments.subList(1, arguments.size())) {
            try {
                AddressRange range = range(argument);
                if (allows) {
                    invocation.scope().access().allow(invocation.position(), range);
                } else {
                    invocation.scope().access().deny(invocation.position(), range);
                }
            } catch (Refusal refusal) {
                invocation.problem(refusal);
            }
        }
    }

    private static AddressRange range(String argument) throws Refusal {
        if (argument.equalsIgnoreCase("all")) {
            return AddressRange.everyone();
        }
        if (argument.regionMatches(true, 0, "env=", 0, 4)) {
            throw Refusal.notYet("\"" + argument + "\"");
        }
        return AddressRange.parse(argument);
    }
}
