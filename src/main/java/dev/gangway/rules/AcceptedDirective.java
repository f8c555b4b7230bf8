package dev.gangway.rules;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Directives whose values are checked and then have no effect, which the operator is told once; a value that says what
 * Gangway does anyway passes in silence. Stateless.
 *
 * @param silent the value that needs no word; empty for none
 */
record AcceptedDirective(DirectiveSpec spec, Pattern values, String expected, String silent) implements Directive {

    private static final String ON_OFF = "On|Off";
    private static final String NUMBER = "[0-9]{1,9}";
    private static final String BUFFER = "0|51[2-9]|5[2-9][0-9]|[6-9][0-9]{2}|[1-9][0-9]{3,8}";
    private static final String TIME = "[0-9]{1,9}(?:ms|s|mi|min|h)?";
    private static final String CONTAINER = "the container limits the heads of requests";

    static List<Directive> all() {
        return List.of(
                of(status(), "Off|On|Full", "Off, On or Full", "Off"),
                of(trace(), "On|Off|extended", "On, Off or extended", "Off"),
                of(buffer("ProxyIOBufferSize", "buffers have a size of their own"), BUFFER, "0 or from 512", ""),
                of(limit("LimitRequestFields"), NUMBER, "a number from 0", ""),
                of(limit("LimitRequestFieldSize"), NUMBER, "a number from 0", ""),
                of(limit("LimitRequestLine"), NUMBER, "a number from 0", ""),
                of(signature(), "On|Off|EMail", "On, Off or EMail", "Off"),
                of(
                        forward("ProxyDomain", ".domain", "ProxyDomain .example.org"),
                        "\\..+",
                        "a domain with a dot before",
                        ""),
                of(forward("NoProxy", "host ...", "NoProxy 10.0.0.0/8 .example.org"), ".+", "hosts", ""),
                of(socket("ProxyWebsocketAsync", ON_OFF, "On"), "On|Off", "On or Off", "On"),
                of(socket("ProxyWebsocketAsyncDelay", "time", "100ms"), TIME, "a time like 30, 30s or 500ms", ""));
    }

    private static AcceptedDirective of(DirectiveSpec spec, String values, String expected, String silent) {
        return new AcceptedDirective(spec, Pattern.compile(values, Pattern.CASE_INSENSITIVE), expected, silent);
    }

    private static DirectiveSpec status() {
        return DirectiveSpec.server("ProxyStatus", "Off|On|Full", "balancers on httpd's status page", "ProxyStatus On")
                .withoutEffect("there is no such page");
    }

    private static DirectiveSpec trace() {
        return DirectiveSpec.server("TraceEnable", "On|Off|extended", "who answers TRACE", "TraceEnable Off")
                .differs("TRACE is answered 405, whatever this says");
    }

    private static DirectiveSpec buffer(String name, String why) {
        return DirectiveSpec.server(name, "bytes", "a buffer of httpd's", name + " 8192")
                .argument("bytes", "number", "0 or from 512")
                .withoutEffect(why);
    }

    private static DirectiveSpec limit(String name) {
        return DirectiveSpec.server(name, "number", "a limit of request heads", name + " 100")
                .argument("number", "number", "from 0")
                .withoutEffect(CONTAINER);
    }

    private static DirectiveSpec signature() {
        return DirectiveSpec.anywhere(
                        "ServerSignature", "On|Off|EMail", "a line about httpd on its own pages", "ServerSignature Off")
                .withoutEffect("own pages name no product");
    }

    private static DirectiveSpec forward(String name, String syntax, String example) {
        return DirectiveSpec.server(name, syntax, "helps forward proxies", example)
                .withoutEffect("Gangway is no forward proxy and has none behind it");
    }

    private static DirectiveSpec socket(String name, String syntax, String value) {
        return DirectiveSpec.server(name, syntax, "how httpd's trunk relays sockets", name + " " + value)
                .withoutEffect("sockets are relayed without threads of their own");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        boolean several = spec.syntax().endsWith("...");
        List<String> arguments = several ? invocation.arguments() : List.of(invocation.only(expected));
        if (arguments.isEmpty()) {
            throw new Refusal("no arguments, expected " + expected);
        }
        for (String argument : arguments) {
            if (!values.matcher(argument).matches()) {
                throw Refusal.expected(argument, expected);
            }
        }
        if (!arguments.get(0).toLowerCase(Locale.ROOT).equals(silent.toLowerCase(Locale.ROOT))) {
            invocation
                    .draft()
                    .noticeOnce(
                            invocation.position(),
                            spec.name(),
                            spec.name() + ": accepted without effect: "
                                    + spec.standing().how());
        }
    }
}
