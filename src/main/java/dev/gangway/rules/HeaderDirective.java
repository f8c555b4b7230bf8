package dev.gangway.rules;

import java.util.List;

/** Header (mod_proxy.md section 1.5). Stateless. */
final class HeaderDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.everywhere(
                        "Header",
                        "[onsuccess|always] action name [value [replacement]] [env=[!]variable]",
                        "changes a field of the answers to the client, after Location and cookies are mapped back",
                        "Header edit Set-Cookie ^(.*)$ \"$1; Secure\"")
                .argument("action", "word", FieldEditReader.ACTIONS)
                .argument("value", "text", "%{variable}e, %% or expr=; a regular expression for edit")
                .byDefault("onsuccess")
                .differs(
                        "as in httpd always adds beside the backend's lines and cannot edit them; echo, note, early and"
                                + " conditions expr= are refused; an answer that switches to WebSocket is left alone");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> words = invocation.arguments();
        boolean always = !words.isEmpty() && words.get(0).equalsIgnoreCase("always");
        boolean named = always || (!words.isEmpty() && words.get(0).equalsIgnoreCase("onsuccess"));
        FieldEditReader reader = new FieldEditReader(invocation, named ? words.subList(1, words.size()) : words);
        FieldEdit edit = reader.read(spec().syntax());
        if (reader.early()) {
            throw Refusal.notYet("\"early\"");
        }
        if (edit.value().parts().stream().anyMatch(ValueTemplate.Part.Time.class::isInstance)) {
            throw Refusal.notYet("\"%t\"");
        }
        if (!ConnectionFields.isOpen(invocation, edit, false)) {
            return;
        }
        if (always && (edit.action() == FieldEdit.Action.UNSET || edit.action().edits())) {
            invocation.notice("always leaves a backend's own \"" + edit.name() + "\" lines as they are, as in httpd:"
                    + " without always the line changes them");
        }
        (always ? invocation.scope().path().head.always : invocation.scope().path().head.answers).add(edit);
    }
}
