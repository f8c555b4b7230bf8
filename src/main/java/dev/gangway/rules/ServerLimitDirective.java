package dev.gangway.rules;

import java.util.Optional;
import java.util.Set;

/** ServerLimit: how many child processes httpd would have, the factor of every {@code max}. Stateless. */
final class ServerLimitDirective implements Directive {

    /** What httpd's event MPM takes at most. */
    private static final int MOST = 20_000;

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                        "ServerLimit",
                        "number",
                        Set.of(Context.SERVER),
                        Set.of(),
                        "the number of httpd child processes that max= counts for; 16 unless given",
                        "ServerLimit 4")
                .argument("number", "number", "1 to 20000")
                .byDefault("16")
                .differs("there are no child processes: the number only multiplies max=");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only("a number");
        int number = Amount.integer(invocation, "the limit", written, 1);
        if (number > MOST) {
            throw Refusal.expected(written, "a number from 1 to " + MOST);
        }
        invocation.draft().serverLimit = Optional.of(Sourced.by(invocation, number));
    }
}
