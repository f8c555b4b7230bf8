package dev.gangway.rules;

/** Opens the scope of a section that holds access directives. Stateless. */
final class SectionScopes {

    private SectionScopes() {}

    static Scope access(Invocation invocation, Context context, SectionTarget target) {
        ServerDraft server = invocation.scope().server();
        AccessDraft access = new AccessDraft();
        server.access.add(new ServerDraft.PendingAccess(invocation.position(), invocation.text(), target, access));
        return new Scope(context, server, access);
    }
}
