package dev.gangway.rules;

import java.util.List;
import java.util.Locale;

/** ProxyBlock: backends that nothing is forwarded to. Stateless. */
final class ProxyBlockDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "ProxyBlock",
                        "*|word ...",
                        "403 for requests whose backend's host holds one of the words, in any case; * blocks them all",
                        "ProxyBlock internal.example")
                .argument("word", "text", "a part of a host name or address")
                .differs(
                        "words are not resolved: a backend whose rule names its address is blocked by that address only");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> words = invocation.arguments();
        if (words.isEmpty() || words.contains("")) {
            throw new Refusal("no word, expected " + spec().syntax());
        }
        for (String word : words) {
            if (word.indexOf('.') >= 0 && word.chars().anyMatch(Character::isLetter)) {
                invocation.notice(
                        "\"" + word + "\" is compared with the backend's host as its rule names it; httpd would"
                                + " also block the address that it resolves to");
            }
            invocation.scope().server().hop.blocked.add(word.toLowerCase(Locale.ROOT));
        }
    }
}
