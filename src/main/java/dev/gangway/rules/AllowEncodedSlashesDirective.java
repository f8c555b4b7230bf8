package dev.gangway.rules;

import dev.gangway.message.PathPolicy.EncodedSlashes;
import java.util.Locale;
import java.util.Optional;

/** AllowEncodedSlashes: what becomes of {@code %2F} in a path (mod_proxy.md section 4.2). Stateless. */
final class AllowEncodedSlashesDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "AllowEncodedSlashes",
                        "On|Off|NoDecode",
                        "Off answers a path with %2F 404, On takes it for a slash, NoDecode leaves it and forwards it",
                        "AllowEncodedSlashes NoDecode")
                .byDefault("Off; a virtual host does not inherit it")
                .differs("%252F stays %252F, also in sections; a path that leaves its rule once the slash is decoded is"
                        + " answered 400");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        String written = invocation.only("On, Off or NoDecode");
        EncodedSlashes chosen = switch (written.toLowerCase(Locale.ROOT)) {
            case "on" -> EncodedSlashes.DECODED;
            case "off" -> EncodedSlashes.REFUSED;
            case "nodecode" -> EncodedSlashes.KEPT;
            default -> throw Refusal.expected(written, "On, Off or NoDecode");
        };
        if (chosen != EncodedSlashes.REFUSED) {
            invocation
                    .draft()
                    .noticeOnce(
                            invocation.position(),
                            "allowencodedslashes",
                            "AllowEncodedSlashes: the container must let %2F through too: in Tomcat"
                                    + " encodedSolidusHandling=\"passthrough\" on the connector, in Jetty"
                                    + " UriCompliance with AMBIGUOUS_PATH_SEPARATOR; java -jar does");
        }
        invocation.scope().server().encodedSlashes = Optional.of(chosen);
    }
}
