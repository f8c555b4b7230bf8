package dev.gangway.rules;

import java.util.Optional;
import java.util.regex.Pattern;

/** LimitRequestBody: how much content a request may have. Stateless. */
final class LimitRequestBodyDirective implements Directive {

    private static final Pattern OCTETS = Pattern.compile("[0-9]{1,18}");

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.everywhere(
                        "LimitRequestBody",
                        "bytes",
                        "413 for a request with more content; 0 means no limit",
                        "LimitRequestBody 10485760")
                .argument("bytes", "number", "from 0")
                .byDefault("0")
                .differs("no limit instead of 1 GiB");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only("a number of bytes");
        if (!OCTETS.matcher(written).matches()) {
            throw Refusal.expected(written, "a number of bytes from 0, digits only");
        }
        invocation.scope().path().messages.bodyLimit = Optional.of(Sourced.by(invocation, Long.parseLong(written)));
    }
}
