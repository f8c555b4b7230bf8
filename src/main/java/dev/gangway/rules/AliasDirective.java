package dev.gangway.rules;

import java.util.List;

/** Alias and AliasMatch: files, of which there are none; restricts nothing, and goes after ProxyPass anyway. Stateless. */
record AliasDirective(DirectiveSpec spec) implements Directive {

    static AliasDirective plain() {
        return of("Alias", "path file", "Alias /static /var/www/static");
    }

    static AliasDirective matching() {
        return of("AliasMatch", "regex file", "AliasMatch ^/static/(.*)$ /var/www/static/$1");
    }

    private static AliasDirective of(String name, String syntax, String example) {
        return new AliasDirective(
                DirectiveSpec.serverOrLocation(name, syntax, "the files of a path that no rule forwards", example)
                        .withoutEffect("Gangway serves no files: such a path is answered 404"));
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> words = invocation.arguments();
        boolean inSection = invocation.scope().target().isPresent();
        if (words.isEmpty() || words.size() > 2 || (words.size() == 1 && !inSection)) {
            throw Refusal.arguments(words, spec.syntax());
        }
        invocation.notice("\"" + String.join(" ", words)
                + "\" is without effect, Gangway serves no files: forward the path to a server that does, else it is"
                + " answered 404");
    }
}
