package dev.gangway.rules;

import java.util.List;
import java.util.regex.Pattern;

/** ErrorDocument: the text of Gangway's own answers. Stateless. */
final class ErrorDocumentDirective implements Directive {

    private static final Pattern STATUS = Pattern.compile("[45][0-9]{2}");
    private static final Pattern ELSEWHERE = Pattern.compile("(?:/|[A-Za-z][A-Za-z0-9+.-]*://).*", Pattern.DOTALL);

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.anywhere(
                        "ErrorDocument",
                        "code text|path|url|default",
                        "the content of Gangway's own answer with that status: a text is sent as HTML, default is Gangway's"
                                + " page",
                        "ErrorDocument 503 \"<h1>Back soon</h1>\"")
                .argument("code", "status code", "400 to 599")
                .argument("text", "HTML", "not empty; what holds a blank is a text whatever it begins with")
                .differs(
                        "a path or URL has no effect: Gangway's page is sent, as for a request whose head cannot be read");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.size() != 2) {
            throw Refusal.arguments(arguments, spec().syntax());
        }
        int status = status(arguments.get(0));
        // httpd 1.3 marked texts by one quote at their beginning
        String text = arguments.get(1).startsWith("\"") ? arguments.get(1).substring(1) : arguments.get(1);
        if (text.isEmpty()) {
            throw Refusal.expected(text, "a text, a path, a URL or default");
        }
        boolean elsewhere = text.indexOf(' ') < 0 && ELSEWHERE.matcher(text).matches();
        if (elsewhere) {
            invocation.notice("\"" + text + "\" is not fetched: Gangway's own page is sent with status " + status);
        }
        boolean own = elsewhere || text.equalsIgnoreCase("default");
        invocation.scope().path().messages.documents.put(status, own ? "" : text);
    }

    /** The code of an error. */
    static int status(String written) throws Refusal {
        if (!STATUS.matcher(written).matches()) {
            throw Refusal.expected(written, "a status code from 400 to 599");
        }
        return Integer.parseInt(written);
    }
}
