package dev.gangway.rules;

/** RequestHeader (mod_proxy.md section 1.5). Stateless. */
final class RequestHeaderDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.everywhere(
                        "RequestHeader",
                        "action name [value [replacement]] [early|env=[!]variable]",
                        "changes a field of the requests to the backend, handshakes among them",
                        "RequestHeader set X-Forwarded-Proto https")
                .argument("action", "word", FieldEditReader.ACTIONS)
                .argument(
                        "value",
                        "text",
                        "%{variable}e, %t, %% or expr= with %{REQUEST_SCHEME} and its like; a regular expression for"
                                + " edit, whose replacement may hold $0 to $9")
                .differs("X-Forwarded-Proto and -Port set here replace the ones that are added; control characters in a"
                        + " variable become spaces; framing and connection fields are refused or have no effect;"
                        + " note and conditions expr= are refused");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        FieldEditReader reader = new FieldEditReader(invocation, invocation.arguments());
        FieldEdit edit = reader.read(spec().syntax());
        if (!ConnectionFields.isOpen(invocation, edit, true)) {
            return;
        }
        if (!reader.early()) {
            invocation.scope().path().head.requests.add(edit);
        } else if (invocation.scope().target().isEmpty()) {
            invocation.scope().path().head.early.add(edit);
        } else {
            throw Refusal.expected("early", "it outside of sections only");
        }
    }
}
