package dev.gangway.rules;

import java.util.Locale;

/** ProxyBadHeader: malformed field lines of a backend end the answer, whatever is asked for. Stateless. */
final class ProxyBadHeaderDirective implements Directive {

    private static final String VALUES = "IsError, Ignore or StartBody";

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "ProxyBadHeader",
                        "IsError|Ignore|StartBody",
                        "a field line of a backend that is malformed makes its answer a 502",
                        "ProxyBadHeader IsError")
                .byDefault("IsError")
                .differs("Ignore and StartBody act as IsError: what follows such a line cannot be told from content");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only(VALUES);
        switch (written.toLowerCase(Locale.ROOT)) {
            case "iserror" -> {
                // so it is
            }
            case "ignore", "startbody" ->
                invocation.notice("\"" + written + "\" is taken for IsError: a malformed answer is answered 502");
            default -> throw Refusal.expected(written, VALUES);
        }
    }
}
