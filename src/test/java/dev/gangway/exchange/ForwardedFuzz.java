package dev.gangway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.fuzz.FuzzInput;
import dev.gangway.message.Fields;
import java.util.List;
import java.util.Optional;

/**
 * Lines of X-Forwarded-For that come through trusted proxies: whom they name is an address that was read from the right, and
 * what is left is the beginning of what came. The first line also is a list and a Max-Forwards.
 */
public final class ForwardedFuzz {

    private static final String PEER = "192.0.2.7";
    private static final String FIELD = "X-Forwarded-For";

    private static final List<ForwardedClient> CLIENTS = List.of(
            client("RemoteIPHeader X-Forwarded-For", "RemoteIPTrustedProxy 192.0.2.0/24 198.51.100.7 2001:db8::/32"),
            client("RemoteIPHeader X-Forwarded-For", "RemoteIPInternalProxy 192.0.2.0/24 10.0.0.0/8"));

    private ForwardedFuzz() {}

    private static ForwardedClient client(String... lines) {
        return new ForwardedClient(Requests.rules(lines).main().settings().trust());
    }

    public static void fuzzerTestOneInput(byte[] octets) {
        FuzzInput input = new FuzzInput(octets);
        ForwardedClient client = CLIENTS.get(input.choice(2));
        Fields.Builder fields = Fields.builder();
        List<String> lines = input.lines();
        lines.forEach(line -> fields.add(FIELD, line.strip()));
        lines.stream().limit(1).forEach(ForwardedFuzz::checkLine);
        ClientRequest request = Requests.request("GET", "/", fields.build());
        Reception reception = client.receive(request);
        assertThat(reception.trustedPeer()).isTrue();
        check(String.join(", ", request.fields().all(FIELD)), reception.request());
        assertThat(client.receive(request).request()).isEqualTo(reception.request());
    }

    private static void check(String received, ClientRequest seen) {
        String address = seen.connection().remoteAddress();
        assertThat(ForwardedClient.address(address)).isPresent();
        assertThat(address).doesNotContain("[", "%", " ");
        List<String> left = seen.fields().all(FIELD);
        assertThat(left).hasSizeLessThanOrEqualTo(1);
        String rest = left.isEmpty() ? "" : left.get(0);
        assertThat(received).startsWith(rest);
        if (!address.equals(PEER)) {
            String taken = received.substring(rest.length());
            String first = taken.replaceFirst("^[\\s,]*", "").split(",", 2)[0].strip();
            assertThat(ForwardedClient.address(first)).isEqualTo(ForwardedClient.address(address));
        }
    }

    private static void checkLine(String line) {
        List<String> members = ListMembers.of(line);
        assertThat(ListMembers.of(String.join(",", members))).isEqualTo(members);
        assertThat(String.join("", members).replaceAll("[\\s,]", "")).isEqualTo(line.replaceAll("[\\s,]", ""));
        Hops.Budget budget =
                Hops.budget(Fields.builder().add("Max-Forwards", line).build());
        assertThat(budget instanceof Hops.Budget.Left).isEqualTo(line.matches("[0-9]{1,18}"));
        Optional<String> literal = ForwardedClient.address(line).map(address -> address.getHostAddress());
        literal.ifPresent(text -> assertThat(ForwardedClient.address(text)).isEqualTo(ForwardedClient.address(line)));
    }
}
