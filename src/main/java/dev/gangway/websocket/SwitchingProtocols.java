package dev.gangway.websocket;

import dev.gangway.exchange.BackendResponse;
import dev.gangway.message.Fields;
import java.util.List;
import java.util.Optional;

/** Checks a 101 against what was asked (RFC 6455 section 4.1, the client's list of six). Stateless. */
final class SwitchingProtocols {

    private SwitchingProtocols() {}

    /** The subprotocol that the backend chose. */
    static Optional<String> check(BackendResponse answer, String key, List<String> offered) throws MalformedAnswer {
        Fields fields = answer.fields();
        if (!fields.members("Upgrade").equals(List.of("websocket"))) {
            throw new MalformedAnswer("101 without Upgrade: websocket");
        }
        if (!fields.members("Connection").contains("upgrade")) {
            throw new MalformedAnswer("101 without Connection: Upgrade");
        }
        if (!fields.all("Sec-WebSocket-Accept").equals(List.of(AcceptKey.of(key)))) {
            throw new MalformedAnswer("101 with a wrong Sec-WebSocket-Accept");
        }
        if (!fields.members("Sec-WebSocket-Extensions").isEmpty()) {
            throw new MalformedAnswer("101 with an extension that was not offered");
        }
        List<String> chosen = fields.all("Sec-WebSocket-Protocol");
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        if (chosen.size() > 1 || !offered.contains(chosen.get(0))) {
            throw new MalformedAnswer("101 with a subprotocol that was not offered");
        }
        return Optional.of(chosen.get(0));
    }
}
