package dev.gangway.rules;

import java.util.List;

/** ProxyPass: one mapping by prefix (mod_proxy.md sections 1.1, 3.4). Stateless. */
final class ProxyPassDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.serverFirst(
                "ProxyPass",
                "path !|url [key=value ...]",
                "forwards requests below the path to the URL; ! ends the search and forwards nothing",
                "ProxyPass /app/ http://backend.example:3838/ max=4");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.isEmpty() || arguments.size() < 2) {
            throw new Refusal("\"" + String.join(" ", arguments) + "\", expected a path and a URL or !");
        }
        String path = arguments.get(0);
        if (path.equals("~")) {
            throw Refusal.notYet("the form \"ProxyPass ~ regex url\" (ProxyPassMatch says the same)");
        }
        if (!path.startsWith("/")) {
            throw Refusal.expected(path, "a path that begins with /");
        }
        if (arguments.get(1).equals("!")) {
            NeverCanonical.refuse(path); // a rule that forwards may be as odd as httpd lets it be
        }
        MappingLine.add(invocation, new PathMatcher.Prefix(path), arguments.subList(1, arguments.size()));
    }
}
