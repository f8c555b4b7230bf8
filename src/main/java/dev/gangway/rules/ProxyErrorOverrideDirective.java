package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ProxyErrorOverride: own pages in place of a backend's errors (mod_proxy.md section 6.9). Stateless. */
final class ProxyErrorOverrideDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.everywhere(
                        "ProxyErrorOverride",
                        "Off|On [code ...]",
                        "On answers with Gangway's own page where the backend's status is one of the codes, or any from 400"
                                + " without codes; of its fields only WWW-Authenticate of a 401 is kept",
                        "ProxyErrorOverride On 500 503")
                .argument("code", "status code", "400 to 599; sections add to the server's")
                .byDefault("Off");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.isEmpty()) {
            throw new Refusal("no arguments, expected " + spec().syntax());
        }
        boolean on = Invocation.onOff("", arguments.get(0));
        List<String> written = arguments.subList(1, arguments.size());
        if (!on && !written.isEmpty()) {
            throw Refusal.expected(String.join(" ", arguments), "no codes after Off");
        }
        List<Integer> codes = new ArrayList<>();
        for (String code : written) {
            codes.add(ErrorDocumentDirective.status(code));
        }
        MessageDraft messages = invocation.scope().path().messages;
        messages.errorOverride = Optional.of(on);
        messages.overridden.addAll(codes);
    }
}
