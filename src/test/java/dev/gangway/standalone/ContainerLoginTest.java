package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import dev.gangway.standalone.Command.Place;
import dev.gangway.testing.Answers;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.realm.RealmBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who logged in at the container is who Require user, valid-user and role ask about. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainerLoginTest {

    @Test
    void requireAsksTheContainersLogin() throws Exception {
        try (FakeBackend backend = FakeBackend.start();
                EmbeddedTomcat tomcat = new EmbeddedTomcat(
                        "Login", new Place("127.0.0.1", 0, ""), new WithLogin(rules(backend.port())))) {
            backend.on("/", Answers::echoHead);
            tomcat.start();
            assertThat(status(tomcat, "/open")).isEqualTo(200);
            assertThat(status(tomcat, "/anyone")).isEqualTo(403);
            assertThat(status(tomcat, "/operators")).isEqualTo(403);
            assertThat(status(tomcat, "/alice")).isEqualTo(403);
            assertThat(backend.heads("/anyone")).isEmpty();

            assertThat(status(tomcat, "/anyone", login("bob"))).isEqualTo(200);
            assertThat(status(tomcat, "/alice", login("bob"))).isEqualTo(403);
            assertThat(status(tomcat, "/operators", login("bob"))).isEqualTo(403);

            assertThat(status(tomcat, "/alice", login("alice"))).isEqualTo(200);
            assertThat(status(tomcat, "/operators", login("alice"))).isEqualTo(200);
        }
    }

    @Test
    void anExplanationAsksTheLoginThatItIsTold() throws Exception {
        try (FakeBackend backend = FakeBackend.start();
                EmbeddedTomcat tomcat = new EmbeddedTomcat(
                        "Login", new Place("127.0.0.1", 0, ""), new WithLogin(rules(backend.port())))) {
            backend.on("/", Answers::echoHead);
            tomcat.start();
            for (String path : List.of("/open", "/anyone", "/operators", "/alice")) {
                assertThat(explained(backend.port(), path)).as(path).isEqualTo(status(tomcat, path));
                Users.ROLES.forEach((name, roles) -> {
                    List<String> options = new ArrayList<>(List.of("--user", name));
                    roles.forEach(role -> options.addAll(List.of("--role", role)));
                    assertThat(explained(backend.port(), path, options.toArray(String[]::new)))
                            .as(path + " of " + name)
                            .isEqualTo(status(tomcat, path, login(name)));
                });
            }
        }
    }

    /** The status that explain leads to. */
    private static int explained(int port, String path, String... options) {
        List<String> words =
                new ArrayList<>(List.of("explain", "rules", "--request", "GET http://front.example" + path));
        words.addAll(List.of(options));
        Command.Explain question = (Command.Explain) Options.parse(words.toArray(String[]::new));
        RuleSet rules =
                ((ParseResult.Parsed) RulesParser.parse(List.of(new RulesSource("rules", rules(port))))).rules();
        String decision = Explanation.of(rules, question).stream()
                .filter(line -> line.startsWith("decision: "))
                .findFirst()
                .orElseThrow();
        return decision.startsWith("decision: refuse with 403,") ? 403 : decision.contains("forward") ? 200 : 0;
    }

    private static String rules(int port) {
        return """
                <Location /anyone>
                  Require valid-user
                </Location>
                <Location /operators>
                  Require role operator
                </Location>
                <Location /alice>
                  Require user alice
                </Location>
                ProxyPass / http://127.0.0.1:%d/
                """.formatted(port);
    }

    private static int status(EmbeddedTomcat tomcat, String path, String... fieldLines) {
        try {
            return RawClient.exchange(tomcat.port(), RawClient.request("GET", path, fieldLines))
                    .status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String login(String name) {
        String credentials = name + ":secret of " + name;
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** Gangway in a container that takes a login when one comes and asks nobody for it. */
    private static final class WithLogin implements Deployment {
        private final GangwayDeployment gangway;

        WithLogin(String rules) {
            gangway = new GangwayDeployment("gangway.rules", () -> rules);
        }

        @Override
        public void prepare(Context context) {
            gangway.prepare(context);
            context.setRealm(new Users());
            context.setPreemptiveAuthentication(true);
            context.getPipeline().addValve(new BasicAuthenticator());
        }

        @Override
        public List<String> problems() {
            return gangway.problems();
        }
    }

    private static final class Users extends RealmBase {
        private static final Map<String, List<String>> ROLES =
                Map.of("alice", List.of("operator"), "bob", List.of("reader"));

        @Override
        public Principal authenticate(String name, String password) {
            return password.equals("secret of " + name) ? getPrincipal(name) : new GenericPrincipal("nobody");
        }

        @Override
        protected String getPassword(String name) {
            return "secret of " + name;
        }

        @Override
        protected Principal getPrincipal(String name) {
            return new GenericPrincipal(name, ROLES.getOrDefault(name, List.of()));
        }
    }
}
