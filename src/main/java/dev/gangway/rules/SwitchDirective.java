package dev.gangway.rules;

import java.util.Optional;
import java.util.function.BiConsumer;

/** Directives that say On or Off and set one switch of a server or section. Stateless. */
record SwitchDirective(DirectiveSpec spec, BiConsumer<PathDraft, Optional<Boolean>> target) implements Directive {

    static SwitchDirective preserveHost() {
        return new SwitchDirective(
                DirectiveSpec.everywhere(
                                "ProxyPreserveHost",
                                "On|Off",
                                "On forwards the client's Host field as it came",
                                "ProxyPreserveHost On")
                        .byDefault("Off"),
                (path, on) -> path.preserveHost = on);
    }

    static SwitchDirective addHeaders() {
        return new SwitchDirective(
                DirectiveSpec.everywhere(
                                "ProxyAddHeaders",
                                "On|Off",
                                "Off leaves out the X-Forwarded fields",
                                "ProxyAddHeaders Off")
                        .byDefault("On")
                        .differs("X-Forwarded-Proto and X-Forwarded-Port come with the other three"),
                (path, on) -> path.addHeaders = on);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        target.accept(invocation.scope().path(), Optional.of(invocation.onOff()));
    }
}
