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
                        .byDefault("Off")
                        .differs(
                                "TLS names and verifies the host of the backend's URL, never that which a client has chosen"),
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

    static SwitchDirective continues() {
        return new SwitchDirective(
                DirectiveSpec.everywhere(
                                "Proxy100Continue",
                                "On|Off",
                                "On leaves the answer to Expect: 100-continue to the backend; Off answers 100 at once",
                                "Proxy100Continue Off")
                        .byDefault("On")
                        .differs("a backend that says nothing for a second is sent the content;"
                                + " Tomcat answers 100 itself unless its connector says continueResponseTiming=onRead"),
                (path, on) -> path.messages.continues = on);
    }

    static SwitchDirective interpolateEnv() {
        return new SwitchDirective(
                DirectiveSpec.everywhere(
                                "ProxyPassInterpolateEnv",
                                "On|Off",
                                "On fills in ${NAME} in lines with interpolate: variables of SetEnvIf, of RewriteRule and of"
                                        + " named groups, not those of SetEnv; one that is not set is empty",
                                "ProxyPassInterpolateEnv On")
                        .byDefault("Off")
                        .differs("no variable in scheme, host or port; one that makes a dot segment is answered 400"),
                (path, on) -> path.interpolates = on);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        target.accept(invocation.scope().path(), Optional.of(invocation.onOff()));
    }
}
