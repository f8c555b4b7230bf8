package dev.gangway.rules;

import java.util.Optional;
import java.util.regex.Pattern;

/** ProxyMaxForwards: how many more proxies a request may pass (mod_proxy.md section 6.8). Stateless. */
final class ProxyMaxForwardsDirective implements Directive {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "ProxyMaxForwards",
                        "number",
                        "the Max-Forwards field of requests that come without one; negative adds none",
                        "ProxyMaxForwards 15")
                .argument("number", "number", "-999999999 to 999999999")
                .byDefault("-1");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only("a number");
        if (!NUMBER.matcher(written).matches()) {
            throw Refusal.expected(written, "a number of at most nine digits");
        }
        invocation.scope().server().hop.maxForwards = Optional.of(Integer.parseInt(written));
    }
}
