package dev.gangway.rules;

/** ProxyRequests: only Off, a reverse proxy never is an open one. Stateless. */
final class ProxyRequestsDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "ProxyRequests",
                        "Off",
                        "On would make an open forward proxy and is refused",
                        "ProxyRequests Off")
                .byDefault("Off")
                .differs("On is refused");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        if (invocation.onOff()) {
            throw new Refusal("bad value \"" + invocation.arguments().get(0)
                    + "\", expected Off: On makes an open proxy, which Gangway never is");
        }
    }
}
