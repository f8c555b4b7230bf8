package dev.gangway.rules;

import java.util.Optional;

/** Opens the scope of a section. Stateless. */
final class SectionScopes {

    private SectionScopes() {}

    static Scope open(Invocation invocation, Context context, SectionTarget target) {
        ServerDraft server = invocation.scope().server();
        PathDraft draft = new PathDraft();
        server.sections.add(new ServerDraft.PendingSection(invocation.position(), invocation.text(), target, draft));
        return new Scope(context, server, draft, Optional.of(target));
    }
}
