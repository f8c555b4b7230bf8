package dev.gangway.rules;

import java.util.Locale;

/** RewriteOptions: whether a virtual host takes the main server's rewrite rules. Stateless. */
final class RewriteOptionsDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "RewriteOptions",
                        "option ...",
                        "Inherit puts the main server's rewrite rules after those of this virtual host, InheritBefore"
                                + " before them",
                        "RewriteOptions Inherit")
                .argument(
                        "option",
                        "word",
                        "Inherit or InheritBefore; IgnoreInherit, LegacyPrefixDocRoot,"
                                + " AllowNoSlash and MergeBase change nothing here");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        RewriteDraft rewrite = invocation.scope().server().rewrite;
        if (invocation.words().isEmpty()) {
            throw new Refusal("no option, expected Inherit or InheritBefore");
        }
        for (String option : invocation.arguments()) {
            switch (option.toLowerCase(Locale.ROOT)) {
                case "inherit" -> rewrite.inherit = RewriteDraft.Inherit.AFTER;
                case "inheritbefore" -> rewrite.inherit = RewriteDraft.Inherit.BEFORE;
                case "ignoreinherit", "legacyprefixdocroot", "allownoslash", "mergebase" ->
                    invocation.notice("\"" + option + "\" has no meaning here: accepted without effect");
                default -> throw Refusal.expected(option, "Inherit or InheritBefore");
            }
        }
    }
}
