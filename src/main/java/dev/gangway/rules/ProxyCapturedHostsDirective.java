package dev.gangway.rules;

import java.util.List;

/** ProxyCapturedHosts: the backends that captures may choose. Stateless. */
final class ProxyCapturedHostsDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "ProxyCapturedHosts",
                        "host[:port]|*.suffix[:port] ...",
                        "allows captures in host and port of ProxyPassMatch and RewriteRule [P] URLs, and lists the"
                                + " backends that they may choose; 403 for all others",
                        "ProxyCapturedHosts *.internal.example:3838\n"
                                + "ProxyPassMatch ^/([a-z]+)/(.*)$ http://$1.internal.example:3838/$2")
                .argument("host", "host name or IPv4 address", "in any case")
                .argument("suffix", "name", "stands for every name that ends in a dot and this one")
                .argument("port", "1 to 65535", "without it only the default port of the rule's scheme")
                .byDefault("none: captures in host or port are refused")
                .extension("httpd lets captures choose any host, without a list");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.isEmpty()) {
            throw new Refusal("no host, expected " + spec().syntax());
        }
        for (String argument : arguments) {
            try {
                invocation.scope().server().hop.capturedHosts.add(CapturedHosts.Entry.parse(argument));
            } catch (Refusal refusal) {
                invocation.problem(refusal);
            }
        }
    }
}
