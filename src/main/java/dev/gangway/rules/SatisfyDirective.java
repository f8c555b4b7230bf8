package dev.gangway.rules;

/** Satisfy: whether Require and Order, Allow, Deny must both admit (mod_proxy.md section 1.5). Stateless. */
final class SatisfyDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.section(
                        "Satisfy",
                        "All|Any",
                        "All: Require and Order, Allow, Deny must both admit; Any: one is enough, and one that says nothing"
                                + " admits",
                        "Satisfy All")
                .byDefault("All")
                .differs("alone in a section it keeps Order, Allow and Deny of the sections before; httpd drops them");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only("All or Any");
        AccessRules.Satisfy satisfy;
        if (written.equalsIgnoreCase("all")) {
            satisfy = AccessRules.Satisfy.ALL;
        } else if (written.equalsIgnoreCase("any")) {
            satisfy = AccessRules.Satisfy.ANY;
        } else {
            throw Refusal.expected(written, "All or Any");
        }
        invocation.scope().access().satisfy(invocation.position(), satisfy);
    }
}
