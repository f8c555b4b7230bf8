package dev.gangway.rules;

/** Directives for all balancers of a server; none has an effect here. Stateless. */
record BalancerSettingDirective(DirectiveSpec spec, boolean number) implements Directive {

    private static final int MOST_GROWTH = 1000;

    static BalancerSettingDirective inherit() {
        return onOff(
                "BalancerInherit",
                "virtual hosts may name the main server's balancers",
                "On",
                "they always may; their own go first");
    }

    static BalancerSettingDirective persist() {
        return onOff(
                "BalancerPersist",
                "changes at run time outlast a restart",
                "Off",
                "balancers are not changed at run time");
    }

    static BalancerSettingDirective growth() {
        DirectiveSpec spec = DirectiveSpec.server(
                        "BalancerGrowth", "number", "how many balancers may be added at run time", "BalancerGrowth 10")
                .argument("number", "number", "0 to " + MOST_GROWTH)
                .byDefault("5")
                .withoutEffect("balancers are not added at run time");
        return new BalancerSettingDirective(spec, true);
    }

    private static BalancerSettingDirective onOff(String name, String meaning, String initial, String why) {
        DirectiveSpec spec = DirectiveSpec.server(name, "On|Off", meaning, name + " " + initial)
                .byDefault(initial)
                .withoutEffect(why);
        return new BalancerSettingDirective(spec, false);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        if (number) {
            String value = invocation.only("a number");
            if (Amount.integer(invocation, "number", value, 0) > MOST_GROWTH) {
                throw Refusal.expected(value, "a number from 0 to " + MOST_GROWTH);
            }
        } else {
            invocation.onOff();
        }
        invocation
                .draft()
                .noticeOnce(
                        invocation.position(),
                        spec.name(),
                        spec.name() + " is accepted without effect: "
                                + spec.standing().how());
    }
}
