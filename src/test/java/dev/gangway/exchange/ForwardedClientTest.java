package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decide;
import static dev.gangway.exchange.Requests.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RemoteIP lines: whom a request is from, and which forwarded fields are believed. */
class ForwardedClientTest {

    private static final String RULE = "\nProxyPass / http://b/\n";

    private static final String TRUST = """
            RemoteIPHeader X-Forwarded-For
            RemoteIPTrustedProxy 192.0.2.0/24 198.51.100.7
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // client; forwarded list
                "203.0.113.9|203.0.113.9",
                "203.0.113.8, 203.0.113.9|203.0.113.8, 203.0.113.9",
                "203.0.113.9, 198.51.100.7|203.0.113.9",
                "203.0.113.8, 203.0.113.9, 198.51.100.7|203.0.113.8, 203.0.113.9",
                "2001:db8::1|2001:db8::1",
                "[2001:db8::1]|2001:db8::1",
                "10.1.2.3|10.1.2.3, 192.0.2.7",
                "unknown|unknown, 192.0.2.7",
                "host.example|host.example, 192.0.2.7",
                "1.example|1.example, 192.0.2.7"
            })
    void aTrustedProxyNamesTheClient(String received, String forwarded) {
        Fields planned = forwarded(
                TRUST + RULE,
                fields(
                        "Host", "f",
                        "X-Forwarded-For", received,
                        "X-Forwarded-Proto", "http",
                        "X-Forwarded-Host", "outer",
                        "Forwarded", "for=x",
                        "X_Forwarded_For", "6.6.6.6"));
        assertThat(planned.all("X-Forwarded-For")).containsExactly(forwarded);
        assertThat(planned.all("X-Forwarded-Proto")).containsExactly("http");
        assertThat(planned.all("X-Forwarded-Host")).containsExactly("outer, f");
        assertThat(planned.all("Forwarded")).containsExactly("for=x");
        assertThat(planned.has("X_Forwarded_For")).isFalse();
    }

    @Test
    void anInternalProxyMayNameAPrivateAddress() {
        Fields planned = forwarded(
                "RemoteIPHeader X-Client\nRemoteIPInternalProxy 192.0.2.7" + RULE,
                fields("Host", "f", "X-Client", "10.1.2.3"));
        assertThat(planned.all("X-Forwarded-For")).containsExactly("10.1.2.3");
        assertThat(planned.has("X-Client")).isFalse();
    }

    @Test
    void othersAreNotBelieved() {
        Fields planned = forwarded(
                "RemoteIPHeader X-Client\nRemoteIPInternalProxy 192.0.2.8" + RULE,
                fields("Host", "f", "X-Client", "10.1.2.3", "X-Forwarded-For", "6.6.6.6", "Forwarded", "for=x"));
        assertThat(planned.all("X-Forwarded-For")).containsExactly("192.0.2.7");
        assertThat(planned.has("X-Client")).isFalse();
        assertThat(planned.has("Forwarded")).isFalse();
    }

    @Test
    void accessAsksTheClientBehindTheProxy() {
        String rules = TRUST + "<Location />\nRequire ip 203.0.113.9\n</Location>" + RULE;
        assertThat(decide(rules, "/", fields("Host", "f", "X-Forwarded-For", "203.0.113.9")))
                .isInstanceOf(Decision.Forward.class);
        assertThat(decide(rules, "/", fields("Host", "f", "X-Forwarded-For", "203.0.113.9, 203.0.113.10")))
                .isInstanceOf(Decision.Refuse.class);
    }

    private static Fields forwarded(String rules, Fields fields) {
        return ((Decision.Forward) decide(rules, "/", fields)).backendRequest().fields();
    }
}
