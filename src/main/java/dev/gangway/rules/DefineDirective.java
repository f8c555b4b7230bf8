package dev.gangway.rules;

import java.util.List;
import java.util.Set;

/** Define: holds from its line on, wherever it stands. Stateless. */
final class DefineDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                "Define",
                "name [value]",
                Set.of(Context.values()),
                Set.of(),
                "sets a name for <IfDefine>, and with a value what ${name} stands for in the lines after it",
                "Define BACKEND shiny.example:3838");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new Refusal(arguments.size() + " arguments, expected a name and perhaps a value");
        }
        String name = arguments.get(0);
        if (name.isEmpty() || name.indexOf(':') >= 0) {
            throw Refusal.expected(name, "a name without \":\"");
        }
        Definitions definitions = invocation.draft().definitions;
        if (arguments.size() == 1) {
            definitions.define(name);
        } else {
            definitions.define(name, arguments.get(1));
        }
    }
}
