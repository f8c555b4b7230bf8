package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static dev.gangway.exchange.Requests.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.balancer.ManualTimer;
import dev.gangway.balancer.Workers;
import dev.gangway.rules.RuleSet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that name clients; the client is 192.0.2.7. In httpd a Deny or a not that names nobody known lets pass. */
class ClientNameRulesTest {

    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final NamesInMemory service = new NamesInMemory();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Require host www.example.org                                      | true",
                "Require host Example.ORG                                          | true",
                "Require host .example.org                                         | true",
                "Require host org                                                  | true",
                "Require host other.org example.org                                | true",
                "Require host .www.example.org                                     | false",
                "Require host ample.org                                            | false",
                "Require host www.example                                          | false",
                "Require host other.org                                            | false",
                "Require forward-dns www.example.org                               | true",
                "Require forward-dns other.example.org www.example.org             | true",
                "Require forward-dns other.example.org                             | false",
                "[All] Require all granted; Require not host example.org [/All]    | false",
                "[All] Require all granted; Require not host other.org [/All]      | true",
                "[All] Require all granted; Require not forward-dns other.example.org [/All] | true",
                "[All] Require all granted; Require not forward-dns none.example.org [/All]  | false",
                "Order deny,allow; Deny from all; Allow from example.org           | true",
                "Order deny,allow; Deny from all; Allow from other.org             | false",
                "Order allow,deny; Allow from all; Deny from www.example.org       | false",
                "Order allow,deny; Allow from all; Deny from other.org             | true",
                "Order allow,deny; Allow from example.org                          | true",
            })
    void theNameThatLeadsBack(String directives, boolean admitted) {
        named();
        assertThat(admitted(directives)).isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Require host www.example.org                                      | false",
                "Require forward-dns none.example.org                              | false",
                "Require host www.example.org; Require ip 192.0.2.7                | true",
                "[All] Require all granted; Require not host other.org [/All]      | false",
                "Order deny,allow; Deny from all; Allow from example.org           | false",
                "Order allow,deny; Allow from all; Deny from other.org             | false",
                "Order deny,allow; Deny from other.org                             | false",
                "Order deny,allow; Deny from other.org; Allow from 192.0.2.7       | true",
                "Order allow,deny; Allow from example.org                          | false",
            })
    void anUnknownNameAdmitsNobody(String directives, boolean admitted) {
        service.reverse("192.0.2.7", "www.example.org").forward("www.example.org", "198.51.100.1");
        assertThat(admitted(directives)).isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Require ip 192.0.2.7; Require host www.example.org                | 0",
                "Require host www.example.org; Require ip 192.0.2.7                | 2",
                "[All] Require ip 10; Require host www.example.org [/All]          | 0",
                "[All] Require ip 192; Require host www.example.org [/All]         | 2",
                "Order deny,allow; Allow from localhost                            | 0",
                "Order deny,allow; Deny from 10; Allow from localhost              | 0",
                "Order deny,allow; Deny from all; Allow from localhost             | 2",
                "Order allow,deny; Allow from 10; Deny from example.org            | 0",
                "Order allow,deny; Allow from 192 localhost                        | 0",
                "Require host a.org b.org; Require host c.org; Require forward-dns www.example.org | 3",
            })
    void onlyWhatIsEvaluatedIsLookedUp(String directives, int questions) {
        named();
        admitted(directives);
        assertThat(service.asked()).isEqualTo(questions);
    }

    @Test
    void theLogTellsWhatTheClientIsCalled() {
        named();
        assertThat(decide("Require host other.org"))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.failure().detail())
                                .isEqualTo("test.conf:2: require does not admit 192.0.2.7, called www.example.org"));
    }

    private void named() {
        service.reverse("192.0.2.7", "www.example.org")
                .forward("www.example.org", "192.0.2.7")
                .forward("other.example.org", "198.51.100.1");
    }

    private boolean admitted(String directives) {
        return decide(directives) instanceof Decision.Forward;
    }

    private Decision decide(String directives) {
        RuleSet rules = rules(
                "<Proxy *>",
                directives.replaceAll("\\[(/?)All\\]", "\n<$1RequireAll>\n").replace("; ", "\n"),
                "</Proxy>",
                "ProxyPass / http://b:3838/");
        try (NameLookups names = new NameLookups(new ManualTimer(), service, AMPLE)) {
            return new Decider(rules, new Workers(rules.workers(), new ManualTimer()), names)
                    .decide(request("GET", "/x", fields("Host", "f")));
        }
    }
}
