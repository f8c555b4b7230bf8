package dev.gangway.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** ServerName: what a virtual host answers to, and the name in X-Forwarded-Server. Stateless. */
final class ServerNameDirective implements Directive {

    private static final Pattern SYNTAX =
            Pattern.compile("(?:(?<scheme>[A-Za-z]+)://)?(?<name>[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?");

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "ServerName",
                        "[scheme://]name[:port]",
                        "the name of the host, and the value of X-Forwarded-Server",
                        "ServerName www.example")
                .argument("name", "host name", "letters, digits, . _ -")
                .byDefault("the name that the request addresses");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only("a host name");
        var matcher = SYNTAX.matcher(written);
        if (!matcher.matches()) {
            throw Refusal.expected(
                    written, written.contains("[") ? "a host name: httpd takes no IPv6 literal either" : "a host name");
        }
        ServerDraft server = invocation.scope().server();
        server.serverName = Optional.of(matcher.group("name"));
        server.hop.identity = Optional.of(new ServerIdentity(
                Optional.ofNullable(matcher.group("scheme")).map(scheme -> scheme.toLowerCase(Locale.ROOT)),
                matcher.group("name"),
                Optional.ofNullable(matcher.group("port"))
                        .map(port -> OptionalInt.of(Integer.parseInt(port)))
                        .orElse(OptionalInt.empty())));
    }
}
