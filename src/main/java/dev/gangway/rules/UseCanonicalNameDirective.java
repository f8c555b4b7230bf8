package dev.gangway.rules;

import java.util.Locale;
import java.util.Optional;

/** UseCanonicalName: whether own URLs name ServerName or what the client addressed (mod_proxy.md section 5.3). Stateless. */
final class UseCanonicalNameDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.anywhere(
                        "UseCanonicalName",
                        "On|Off",
                        "redirects name ServerName, with its scheme and port, instead of the host that the client addressed",
                        "UseCanonicalName On")
                .byDefault("Off")
                .differs("DNS is refused; On without ServerName acts as Off");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only("On or Off");
        if (written.toLowerCase(Locale.ROOT).equals("dns")) {
            throw Refusal.expected(written, "On or Off: names are not looked up");
        }
        invocation.scope().path().messages.canonicalName = Optional.of(Invocation.onOff("", written));
    }
}
