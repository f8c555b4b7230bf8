package dev.gangway.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code <IfModule>}: true for the modules whose work Gangway does. Stateless. */
final class IfModuleSection implements SectionDirective {

    private static final Set<String> EMULATED =
            Set.of("proxy", "proxy_http", "proxy_wstunnel", "authz_core", "access_compat", "authz_host");

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                "<IfModule",
                "[!]module",
                Set.of(Context.values()),
                Set.of(),
                "its lines count when Gangway does that module's work",
                "<IfModule mod_proxy.c>");
    }

    @Override
    public Optional<Scope> enter(Invocation invocation) throws Refusal {
        String written = invocation.only("one module name");
        return counts(written) ? Optional.of(invocation.scope()) : Optional.empty();
    }

    /** True for a section that asks for a module whose work Gangway doesn't do. */
    static boolean unmet(Node.Section section) {
        String written = written(section);
        return section.name().equalsIgnoreCase("IfModule") && !written.startsWith("!") && !counts(written);
    }

    /** True for a section for the absence of a module whose work Gangway does: httpd would skip its lines as well. */
    static boolean silent(Node.Section section) {
        String written = written(section);
        return written.startsWith("!") && !counts(written);
    }

    private static String written(Node.Section section) {
        try {
            List<String> words = Words.split(section.arguments());
            return words.isEmpty() ? "" : words.get(0);
        } catch (Refusal malformed) {
            return section.arguments(); // reported where the section is entered
        }
    }

    private static boolean counts(String written) {
        boolean negated = written.startsWith("!");
        String name = written.substring(negated ? 1 : 0).toLowerCase(Locale.ROOT);
        if (name.startsWith("mod_") && name.endsWith(".c")) {
            name = name.substring(4, name.length() - 2);
        } else if (name.endsWith("_module")) {
            name = name.substring(0, name.length() - 7);
        }
        return EMULATED.contains(name) != negated;
    }
}
