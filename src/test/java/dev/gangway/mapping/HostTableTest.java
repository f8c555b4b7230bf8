package dev.gangway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.rules.RuleSet;
import dev.gangway.rules.Server;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which virtual host a request is for: mod_proxy.md section 1.5. */
class HostTableTest {

    private static final String BY_NAME = """
            ServerName main.example
            <VirtualHost *:80>
              ServerName First.example
              ServerAlias *.first.example
            </VirtualHost>
            <VirtualHost *:80>
              ServerName second.example
              ServerAlias second www?.second.example
            </VirtualHost>
            """;

    private static final String BY_PORT = """
            <VirtualHost *:80>
              ServerName plain.example
            </VirtualHost>
            <VirtualHost *:443>
              ServerName secure.example
            </VirtualHost>
            <VirtualHost *:8081>
              ServerName other.example
            </VirtualHost>
            """;

    private static final String BY_ADDRESS = """
            ServerName main.example
            <VirtualHost 192.0.2.1:*>
              ServerName one.example
            </VirtualHost>
            <VirtualHost [2001:db8::1]>
              ServerName six.example
            </VirtualHost>
            """;

    @ParameterizedTest
    @CsvSource({
        "first.example, first.example",
        "FIRST.example, first.example",
        "a.b.first.example, first.example",
        "second.example, second.example",
        "second, second.example",
        "www1.second.example, second.example",
        "www12.second.example, first.example",
        "unknown.example, first.example",
    })
    void theNameChoosesAmongHostsOfOneAddress(String name, String expected) {
        assertThat(choose(BY_NAME, "http", name, 8080, "192.0.2.1", 8080)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // scheme, addressed port, local port, expected
        "http,  80,   8080, plain.example",
        "http,  8080, 8080, plain.example",
        "https, 8443, 8443, secure.example",
        "https, 443,  8443, secure.example",
        "http,  8081, 8081, other.example",
        "http,  8081, 8080, other.example",
        "https, 443,  8081, other.example",
    })
    void thePortChoosesFirst(String scheme, int port, int localPort, String expected) {
        assertThat(choose(BY_PORT, scheme, "unknown.example", port, "192.0.2.1", localPort))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, one.example",
        "192.0.2.2, main.example",
        "2001:db8::1, six.example",
        "2001:db8::2, main.example",
    })
    void anAddressKeepsItsHostToItself(String local, String expected) {
        assertThat(choose(BY_ADDRESS, "http", "one.example", 80, local, 8080)).isEqualTo(expected);
    }

    @Test
    void anUnknownLocalAddressReachesNoHostOfAnAddress() {
        RuleSet rules = RulesText.rules(BY_ADDRESS);
        Server chosen = HostTable.compile(rules)
                .choose(new HostTable.Entrance("http", "one.example", 80, Optional.empty(), 8080));
        assertThat(chosen).isSameAs(rules.main());
    }

    @Test
    void oneHostTakesEveryPort() {
        String text = "<VirtualHost *:80>\nServerName only.example\n</VirtualHost>";
        assertThat(choose(text, "https", "any.example", 9000, "192.0.2.1", 9000))
                .isEqualTo("only.example");
    }

    private static String choose(
            String text, String scheme, String name, int port, String localAddress, int localPort) {
        HostTable.Entrance entrance =
                new HostTable.Entrance(scheme, name, port, Optional.of(address(localAddress)), localPort);
        return HostTable.compile(RulesText.rules(text))
                .choose(entrance)
                .names()
                .name()
                .orElseThrow();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
