package dev.gangway.rules;

import java.util.List;

/** SetEnv (mod_proxy.md section 1.5). Stateless. */
final class SetEnvDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.everywhere(
                "SetEnv",
                "variable [value]",
                "sets a variable of every request, after rules and access are decided",
                "SetEnv proxy-nokeepalive 1");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> words = invocation.arguments();
        if (words.isEmpty() || words.size() > 2) {
            throw Refusal.arguments(words, spec().syntax());
        }
        ProxyVariables.check(invocation, words.get(0), false);
        String value = words.size() == 2 ? words.get(1) : "";
        invocation.scope().path().head.environment.add(new EnvironmentEdit.Assign(words.get(0), value));
    }
}
