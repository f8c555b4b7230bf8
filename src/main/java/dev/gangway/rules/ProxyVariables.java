package dev.gangway.rules;

import java.util.Locale;
import java.util.Set;

/** Variables that httpd's proxy looks at (mod_proxy.md section 6.11). Stateless. */
final class ProxyVariables {

    private static final String NO_PROXY = "no-proxy";

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "force-proxy-request-1.0",
            "proxy-initial-not-pooled",
            "proxy-sendcl",
            "proxy-sendchunked",
            "proxy-sendchunks",
            "proxy-sendextracrlf",
            "proxy-interim-response",
            "proxy-prefetch-nonblocking",
            "proxy-chain-auth",
            "proxy-nohalfclose",
            "proxy-flushall",
            "nokeepalive",
            "downgrade-1.0",
            "force-response-1.0",
            "force-no-vary",
            "redirect-carefully",
            "ssl-unclean-shutdown");

    private ProxyVariables() {}

    /** @param beforeMapping whether the line runs before a rule is looked for */
    static void check(Invocation invocation, String variable, boolean beforeMapping) throws Refusal {
        String name = variable.toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw Refusal.expected(variable, "the name of a variable");
        }
        if (name.equals(NO_PROXY) && !beforeMapping) {
            throw new Refusal("\"" + variable
                    + "\" is looked at before this line runs, expected a SetEnvIf line outside of" + " sections");
        }
        if (WITHOUT_EFFECT.contains(name)) {
            invocation
                    .draft()
                    .noticeOnce(
                            invocation.position(),
                            "variable " + name,
                            invocation.name() + ": variable \"" + variable + "\" accepted without effect");
        }
    }
}
