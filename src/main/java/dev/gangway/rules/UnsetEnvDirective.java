package dev.gangway.rules;

import java.util.List;

/** UnsetEnv (mod_proxy.md section 1.5). Stateless. */
final class UnsetEnvDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.everywhere(
                "UnsetEnv",
                "variable ...",
                "takes back variables that a SetEnv line of an enclosing place sets",
                "UnsetEnv proxy-nokeepalive");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> words = invocation.arguments();
        if (words.isEmpty()) {
            throw new Refusal("no arguments, expected " + spec().syntax());
        }
        words.forEach(word -> invocation.scope().path().head.environment.add(new EnvironmentEdit.Remove(word)));
    }
}
