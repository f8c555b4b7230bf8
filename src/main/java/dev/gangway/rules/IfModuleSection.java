package dev.gangway.rules;

import java.util.Locale;
import java.util.Set;

/** {@code <IfModule>}: true for the modules whose work Gangway does. Stateless. */
final class IfModuleSection implements ConditionalSection {

    private static final Set<String> EMULATED = Set.of(
            "proxy",
            "proxy_http",
            "proxy_http2",
            "proxy_wstunnel",
            "authz_core",
            "access_compat",
            "authz_host",
            "authz_user",
            "env",
            "headers",
            "lbmethod_byrequests",
            "proxy_balancer",
            "remoteip",
            "rewrite",
            "setenvif",
            "version");

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                        "<IfModule",
                        "[!]module",
                        Set.of(Context.values()),
                        Set.of(),
                        "its lines count when Gangway does that module's work",
                        "<IfModule mod_proxy.c>")
                .argument("module", "module name", "mod_proxy.c, proxy_module and so on")
                .differs("lines that matter in a section that is not met are refused, not skipped");
    }

    @Override
    public Fate fate(Invocation invocation) throws Refusal {
        String written = invocation.only("one module name");
        boolean negated = written.startsWith("!");
        if (emulated(written.substring(negated ? 1 : 0)) != negated) {
            return Fate.MET;
        }
        return negated ? Fate.SKIPPED : Fate.MISSING;
    }

    @Override
    public String missing(String arguments) {
        return "Gangway does not do \"" + arguments + "\"";
    }

    private static boolean emulated(String written) {
        String name = written.toLowerCase(Locale.ROOT);
        if (name.startsWith("mod_") && name.endsWith(".c")) {
            name = name.substring(4, name.length() - 2);
        } else if (name.endsWith("_module")) {
            name = name.substring(0, name.length() - 7);
        }
        return EMULATED.contains(name);
    }
}
