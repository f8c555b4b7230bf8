package dev.gangway.rules;

import java.util.Optional;

/** ProxyWebsocketOrigin: whose pages may open WebSockets in the name of a user. Stateless. */
final class ProxyWebsocketOriginDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.everywhere(
                        "ProxyWebsocketOrigin",
                        "origin|scheme://*.suffix[:port]|null ...|*|none",
                        "pages that may open WebSockets with the user's cookies, Authorization or login, beside those of the"
                                + " host that the browser addressed; 403 for all others. A handshake without Origin or"
                                + " without any of these passes",
                        "ProxyWebsocketOrigin https://portal.example https://*.apps.example:8443")
                .argument("origin", "scheme://host[:port]", "as browsers send it in Origin; without path")
                .argument("suffix", "name", "stands for every name that ends in a dot and this one")
                .argument("null", "word", "pages without an origin: sandboxed frames, local files")
                .argument("*", "word", "every page: no check")
                .argument("none", "word", "only pages of the same host, whatever an outer section says")
                .byDefault("none")
                .extension(
                        "httpd leaves the check to the backend. A section's line replaces outer ones; the host is that of"
                                + " Host, or of X-Forwarded-Host from a trusted proxy");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        if (invocation.arguments().isEmpty()) {
            throw new Refusal("no origin, expected " + spec().syntax());
        }
        PathDraft path = invocation.scope().path();
        AllowedOrigins all = path.origins.map(Sourced::value).orElse(AllowedOrigins.NONE);
        for (String argument : invocation.arguments()) {
            try {
                AllowedOrigins one = AllowedOrigins.parse(argument);
                if (one.exclusive() && invocation.arguments().size() > 1) {
                    throw Refusal.expected(argument, "nothing beside it");
                }
                all = one.exclusive() ? one : all.and(one);
            } catch (Refusal refusal) {
                invocation.problem(refusal);
            }
        }
        path.origins = Optional.of(Sourced.by(invocation, all));
    }
}
