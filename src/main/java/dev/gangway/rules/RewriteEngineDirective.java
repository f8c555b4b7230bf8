package dev.gangway.rules;

import java.util.Optional;

/** RewriteEngine: whether the rewrite rules of a server are in force. Stateless. */
final class RewriteEngineDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "RewriteEngine",
                        "On|Off",
                        "On puts the RewriteRule lines of this server or virtual host in force; a virtual host takes the"
                                + " main server's switch, but not its rules",
                        "RewriteEngine On")
                .byDefault("Off");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        invocation.scope().server().rewrite.engine = Optional.of(invocation.onOff());
    }
}
