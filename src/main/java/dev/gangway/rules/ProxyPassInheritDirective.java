package dev.gangway.rules;

/**
 * ProxyPassInherit: whether a virtual host has the main server's rules too. Off does what httpd's manual says, which httpd
 * itself does not (mod_proxy.md section 1.1). Stateless.
 */
final class ProxyPassInheritDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "ProxyPassInherit",
                        "On|Off",
                        "Off keeps the main server's rules out of a virtual host",
                        "ProxyPassInherit Off")
                .byDefault("On")
                .differs("Off does what httpd's manual says: the main server's rules don't count in the host");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        invocation.scope().server().inherits = invocation.onOff();
    }
}
