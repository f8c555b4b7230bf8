package dev.gangway.rules;

import java.util.List;
import java.util.Locale;

/** Require: {@code all} and {@code ip} (mod_proxy.md section 1.5). Stateless. */
final class RequireDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.section(
                        "Require",
                        "all granted|denied, ip address ...",
                        "who may pass; one line that admits is enough",
                        "Require ip 10.0.0.0/8")
                .argument("address", "address", "IP address, its beginning, address/bits or address/mask")
                .differs("other kinds of Require are refused");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.isEmpty()) {
            throw new Refusal("no arguments, expected " + spec().syntax());
        }
        String written = String.join(" ", arguments).toLowerCase(Locale.ROOT);
        switch (arguments.get(0).toLowerCase(Locale.ROOT)) {
            case "all" -> all(invocation, written);
            case "ip" -> ip(invocation, arguments.subList(1, arguments.size()));
            default -> throw Refusal.notYet("\"" + invocation.name() + " " + arguments.get(0) + "\"");
        }
    }

    private static void all(Invocation invocation, String written) throws Refusal {
        boolean granted = written.equals("all granted");
        if (!granted && !written.equals("all denied")) {
            throw Refusal.expected(written, "all granted or all denied");
        }
        invocation.scope().access().require(invocation.position(), new Requirement.All(granted));
    }

    private static void ip(Invocation invocation, List<String> addresses) throws Refusal {
        if (addresses.isEmpty()) {
            throw new Refusal("no address after ip, expected at least one");
        }
        for (String address : addresses) {
            try {
                Requirement requirement = new Requirement.Ip(AddressRange.parse(address));
                invocation.scope().access().require(invocation.position(), requirement);
            } catch (Refusal refusal) {
                invocation.problem(refusal);
            }
        }
    }
}
