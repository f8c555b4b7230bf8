package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** SetEnvIf and BrowserMatch, with and without case (mod_proxy.md section 1.5). Stateless. */
record SetEnvIfDirective(DirectiveSpec spec, boolean ofUserAgent, boolean ignoringCase) implements Directive {

    private static final Map<String, RequestAttribute.Kind> ATTRIBUTES = Map.of(
            "remote_addr", RequestAttribute.Kind.CLIENT_ADDRESS,
            "remote_host", RequestAttribute.Kind.CLIENT_ADDRESS,
            "server_addr", RequestAttribute.Kind.SERVER_ADDRESS,
            "request_method", RequestAttribute.Kind.METHOD,
            "request_protocol", RequestAttribute.Kind.PROTOCOL,
            "request_uri", RequestAttribute.Kind.PATH);

    /** httpd takes any other name for a regular expression over names. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private static final Pattern FORGEABLE =
            Pattern.compile("X-Forwarded-.*|Forwarded|X-Real-IP", Pattern.CASE_INSENSITIVE);

    static SetEnvIfDirective plain() {
        return of("SetEnvIf", false, false);
    }

    static SetEnvIfDirective noCase() {
        return of("SetEnvIfNoCase", false, true);
    }

    static SetEnvIfDirective browser() {
        return of("BrowserMatch", true, false);
    }

    static SetEnvIfDirective browserNoCase() {
        return of("BrowserMatchNoCase", true, true);
    }

    private static SetEnvIfDirective of(String name, boolean ofUserAgent, boolean ignoringCase) {
        String meaning = "sets variables of requests whose " + (ofUserAgent ? "User-Agent" : "attribute") + " matches"
                + (ignoringCase ? " in any case" : "");
        DirectiveSpec spec = DirectiveSpec.everywhere(
                        name,
                        (ofUserAgent ? "" : "attribute ") + "regex [!]variable[=value] ...",
                        meaning,
                        name + (ofUserAgent ? " MSIE old-browser" : " Request_URI \\.png$ image=$0"))
                .argument("regex", "regular expression");
        if (ofUserAgent) {
            return new SetEnvIfDirective(spec, true, ignoringCase);
        }
        return new SetEnvIfDirective(
                spec.argument(
                                "attribute",
                                "word",
                                "a field, an earlier variable, Remote_Addr, Remote_Host (the address, too), Server_Addr,"
                                        + " Request_Method, Request_Protocol or Request_URI")
                        .differs("regular expressions over field names are refused; Request_URI is the canonical path"),
                false,
                ignoringCase);
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> words = invocation.arguments();
        int first = ofUserAgent ? 1 : 2;
        if (words.size() <= first) {
            throw Refusal.arguments(words, spec.syntax());
        }
        boolean beforeMapping = invocation.scope().target().isEmpty();
        RequestAttribute attribute = attribute(invocation, ofUserAgent ? "User-Agent" : words.get(0));
        PathPattern pattern = invocation.pattern((ignoringCase ? "(?i)" : "") + words.get(first - 1));
        List<EnvironmentEdit.Assignment> assignments = new ArrayList<>();
        for (String word : words.subList(first, words.size())) {
            EnvironmentEdit.Assignment assignment = assignment(word);
            ProxyVariables.check(invocation, assignment.variable(), beforeMapping);
            assignments.add(assignment);
        }
        invocation
                .scope()
                .path()
                .head
                .environment
                .add(new EnvironmentEdit.Match(invocation.position(), attribute, pattern, assignments, beforeMapping));
    }

    private static RequestAttribute attribute(Invocation invocation, String written) throws Refusal {
        Optional<RequestAttribute.Kind> kind = Optional.ofNullable(ATTRIBUTES.get(written.toLowerCase(Locale.ROOT)));
        if (kind.isPresent()) {
            return RequestAttribute.of(kind.get());
        }
        if (!PLAIN_NAME.matcher(written).matches()) {
            throw Refusal.notYet("attribute \"" + written + "\" (a regular expression over field names)");
        }
        if (FORGEABLE.matcher(written).matches()) {
            invocation.notice("\"" + written + "\" is what the peer says: any client can send it unless a proxy before"
                    + " this one replaces it");
        }
        return new RequestAttribute(RequestAttribute.Kind.FIELD_OR_VARIABLE, written);
    }

    private static EnvironmentEdit.Assignment assignment(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (name.startsWith("!")) {
            return new EnvironmentEdit.Assignment(name.substring(1), Optional.empty());
        }
        return new EnvironmentEdit.Assignment(name, Optional.of(equals < 0 ? "1" : word.substring(equals + 1)));
    }
}
