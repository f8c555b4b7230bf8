package dev.gangway.rules;

import java.util.List;

/** Allow and Deny (mod_proxy.md section 1.5). Stateless. */
record AllowDenyDirective(DirectiveSpec spec, boolean allows) implements Directive {

    private static final String NAME = "or its end, of the client; looked up, see Require host";

    static AllowDenyDirective allow() {
        return new AllowDenyDirective(
                DirectiveSpec.section(
                                "Allow",
                                "from all|address|name|env=[!]variable ...",
                                "who may pass",
                                "Allow from 10.0.0.0/8")
                        .argument("address", "address", "IP address, its beginning, address/bits or address/mask")
                        .argument("name", "host name", NAME)
                        .argument("variable", "name", "set by SetEnvIf; with ! when it is not set"),
                true);
    }

    static AllowDenyDirective deny() {
        return new AllowDenyDirective(
                DirectiveSpec.section(
                                "Deny",
                                "from all|address|name|env=[!]variable ...",
                                "who may not pass",
                                "Deny from 10.0.0.13")
                        .argument("address", "address", "IP address, its beginning, address/bits or address/mask")
                        .argument("name", "host name", NAME)
                        .argument("variable", "name", "set by SetEnvIf; with ! when it is not set")
                        .differs("a name denies whose name is unknown too"),
                false);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.size() < 2 || !arguments.get(0).equalsIgnoreCase("from")) {
            throw Refusal.arguments(arguments, "from and all or addresses");
        }
        for (String argument : arguments.subList(1, arguments.size())) {
            try {
                HostMatch match = match(invocation, argument);
                if (allows) {
                    invocation.scope().access().allow(invocation.position(), match);
                } else {
                    invocation.scope().access().deny(invocation.position(), match);
                }
            } catch (Refusal refusal) {
                invocation.problem(refusal);
            }
        }
    }

    private static HostMatch match(Invocation invocation, String argument) throws Refusal {
        if (argument.equalsIgnoreCase("all")) {
            return new HostMatch.Range(AddressRange.everyone());
        }
        if (argument.regionMatches(true, 0, "env=", 0, 4)) {
            return variable(argument);
        }
        if (HostNameEnd.isMeant(argument)) {
            HostNameEnd end = HostNameEnd.parse(argument);
            RequireDirective.noticeLookup(invocation);
            return new HostMatch.Name(end);
        }
        return new HostMatch.Range(AddressRange.parse(argument));
    }

    private static HostMatch variable(String argument) throws Refusal {
        boolean negated = argument.startsWith("!", 4);
        String name = argument.substring(negated ? 5 : 4);
        if (name.isEmpty()) {
            throw Refusal.expected(argument, "the name of a variable after it");
        }
        return new HostMatch.Variable(name, !negated);
    }
}
