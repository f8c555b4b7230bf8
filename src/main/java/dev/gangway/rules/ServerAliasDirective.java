package dev.gangway.rules;

/** ServerAlias: there is one virtual host, which every name reaches. Stateless. */
final class ServerAliasDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                "ServerAlias",
                "name ...",
                "accepted without effect: the one virtual host answers to every name",
                "ServerAlias www2.example");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        if (invocation.arguments().isEmpty()) {
            throw new Refusal("no arguments, expected host names");
        }
        invocation
                .draft()
                .noticeOnce(
                        invocation.position(),
                        "serveralias",
                        "ServerAlias is accepted without effect: every host name reaches these rules");
    }
}
