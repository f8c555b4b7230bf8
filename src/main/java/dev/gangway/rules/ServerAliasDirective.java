package dev.gangway.rules;

import java.util.Locale;

/** ServerAlias: more names of a virtual host, with {@code *} and {@code ?}. Stateless. */
final class ServerAliasDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "ServerAlias",
                        "name ...",
                        "more names of the virtual host",
                        "ServerAlias *.example www2.example")
                .argument("name", "host name", "wildcards * and ?");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        if (invocation.arguments().isEmpty()) {
            throw new Refusal("no arguments, expected host names");
        }
        for (String name : invocation.arguments()) {
            invocation.scope().server().aliases.add(Glob.compile(name.toLowerCase(Locale.ROOT), true));
        }
    }
}
