package dev.gangway.rules;

import java.util.Optional;
import java.util.Set;

/** {@code <VirtualHost>}: one, whose lines hold for every request. Stateless. */
final class VirtualHostSection implements SectionDirective {

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                "<VirtualHost",
                "address[:port] ...",
                Set.of(Context.SERVER),
                Set.of(),
                "its lines hold for every request, whatever address and port it names",
                "<VirtualHost *:80>");
    }

    @Override
    public Optional<Scope> enter(Invocation invocation) throws Refusal {
        if (invocation.arguments().isEmpty()) {
            throw new Refusal("no address, expected one like *:80");
        }
        RuleSetDraft draft = invocation.draft();
        if (draft.virtualHost.isPresent()) {
            throw Refusal.notYet("a second <VirtualHost> (the first is at " + draft.virtualHost.get() + ")");
        }
        draft.virtualHost = Optional.of(invocation.position());
        return Optional.of(new Scope(Context.VIRTUAL_HOST, draft.host, new AccessDraft()));
    }
}
