package dev.gangway.rules;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code <VirtualHost>}: one, whose lines hold for every request. Stateless. */
final class VirtualHostSection implements SectionDirective {

    private static final Pattern ANY_ADDRESS =
            Pattern.compile("(\\*|_default_)(:([0-9]{1,5}|\\*))?", Pattern.CASE_INSENSITIVE);

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                "<VirtualHost",
                "address[:port] ...",
                Set.of(Context.SERVER),
                Set.of(),
                "its lines hold for every request, whatever port it names",
                "<VirtualHost *:80>");
    }

    @Override
    public Optional<Scope> enter(Invocation invocation) throws Refusal {
        if (invocation.arguments().isEmpty()) {
            throw new Refusal("no address, expected one like *:80");
        }
        for (String address : invocation.arguments()) {
            if (!ANY_ADDRESS.matcher(address).matches()) {
                // httpd would serve these lines on that address only
                throw new Refusal("address \"" + address + "\" is not supported yet, expected *, *:port or _default_");
            }
        }
        RuleSetDraft draft = invocation.draft();
        if (draft.virtualHost.isPresent()) {
            throw Refusal.notYet("a second <VirtualHost> (the first is at " + draft.virtualHost.get() + ")");
        }
        draft.virtualHost = Optional.of(invocation.position());
        return Optional.of(new Scope(Context.VIRTUAL_HOST, draft.host, new AccessDraft()));
    }
}
