package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.Field;
import dev.gangway.standalone.Command.Check;
import dev.gangway.standalone.Command.Demo;
import dev.gangway.standalone.Command.Directives;
import dev.gangway.standalone.Command.Explain;
import dev.gangway.standalone.Command.Help;
import dev.gangway.standalone.Command.Place;
import dev.gangway.standalone.Command.RulesFile;
import dev.gangway.standalone.Command.Serve;
import dev.gangway.standalone.Command.ToBackend;
import dev.gangway.standalone.Command.Version;
import dev.gangway.standalone.Command.Wrong;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static final Place DEFAULT_PLACE = new Place("127.0.0.1", 8080, "");

    @Test
    void rulesFileListensOnLoopbackUnlessToldOtherwise() {
        assertThat(parse("--rules rules.conf"))
                .isEqualTo(new Serve(DEFAULT_PLACE, new RulesFile(Path.of("rules.conf"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rules r.conf --port 0 --address 0.0.0.0 --context-path /a/b",
                "--rules=r.conf --port=0 --address=0.0.0.0 --context-path=/a/b",
                "--context-path /a/b --address=0.0.0.0 --port 0 --rules r.conf"
            })
    void everyOptionInAnyOrderAndEitherSpelling(String line) {
        assertThat(parse(line)).isEqualTo(new Serve(new Place("0.0.0.0", 0, "/a/b"), new RulesFile(Path.of("r.conf"))));
    }

    @ParameterizedTest
    @CsvSource({
        "http://b.example:3838, http://b.example:3838/",
        "http://b.example:3838/, http://b.example:3838/",
        "https://b.example/app, https://b.example/app/",
        "http://[::1]:3838/, http://[::1]:3838/"
    })
    void backendStandsForTwoRules(String url, String base) {
        assertThat(parse("--to " + url)).isEqualTo(new Serve(DEFAULT_PLACE, new ToBackend(URI.create(url))));
        assertThat(new ToBackend(URI.create(url)).text())
                .isEqualTo("ProxyPass / " + base + "\nProxyPassReverse / " + base + "\n");
    }

    @Test
    void demoTakesAPlace() {
        assertThat(parse("demo")).isEqualTo(new Demo(DEFAULT_PLACE));
        assertThat(parse("demo --port 9000")).isEqualTo(new Demo(new Place("127.0.0.1", 9000, "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "--port x --help", "demo --help"})
    void helpWins(String line) {
        assertThat(parse(line)).isEqualTo(new Help());
    }

    @Test
    void checkTakesFilesOnly() {
        assertThat(parse("check a.conf b.conf")).isEqualTo(new Check(List.of(Path.of("a.conf"), Path.of("b.conf"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check --help", "check -h", "check --directives", "check a.conf --help"})
    void checkTellsOfDirectives(String line) {
        assertThat(parse(line)).isEqualTo(new Directives(List.of()));
    }

    @Test
    void directivesMayBeNamed() {
        assertThat(parse("check --directives Order <Proxy>")).isEqualTo(new Directives(List.of("Order", "<Proxy>")));
    }

    @Test
    void explainTakesOneRequest() {
        Command command = Options.parse(
                "explain",
                "a.conf",
                "--request",
                "GET wss://f.example:8443/x?y=z",
                "--header=Host: other",
                "--header",
                "Upgrade: x",
                "--location=http://b/",
                "--set-cookie",
                "a=1",
                "--set-cookie=b=2");
        assertThat(command).isInstanceOfSatisfying(Explain.class, explain -> {
            assertThat(explain.file()).isEqualTo(Path.of("a.conf"));
            assertThat(explain.location()).contains("http://b/");
            assertThat(explain.cookies()).containsExactly("a=1", "b=2");
            assertThat(explain.request().scheme()).isEqualTo("https");
            assertThat(explain.request().path()).isEqualTo("/x");
            assertThat(explain.request().query()).contains("y=z");
            assertThat(explain.request().fields().lines().stream().map(Field::name))
                    .containsExactly("Host", "Upgrade", "Connection", "Sec-WebSocket-Version", "Sec-WebSocket-Key");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /x", "GET ftp://f/", "GET http://u@f/", "GET http://f/#a", "http://f/", "GET http:///x"})
    void whatIsNoRequestIsTold(String request) {
        assertThat(Options.parse("explain", "r", "--request", request)).isInstanceOf(Wrong.class);
    }

    @Test
    void versionIsACommand() {
        assertThat(parse("--version")).isEqualTo(new Version());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--rules r --port -1, --port '-1' is not a port",
                "--rules r --port 65536, --port '65536' is not a port",
                "--rules r --port http, --port 'http' is not a port",
                "--rules r --port=, --port needs a value",
                "--rules r --port, --port needs a value",
                "--port --rules r, --port needs a value",
                "--rules r --rules s, --rules is given more than once",
                "--rules r --context-path app, --context-path 'app' is not a path",
                "--rules r --context-path /app/, --context-path '/app/' is not a path",
                "--rules r --prot 80, '--prot' is not known",
                "--rules r --to http://b/, --rules and --to are both given",
                "demo --rules r, demo brings its own rules",
                "--port 80, nothing to forward to",
                "--to ws://b/, --to 'ws://b/' is not a backend",
                "--to b:3838, --to 'b:3838' is not a backend",
                "--to http:///, --to 'http:///' is not a backend",
                "--to http://u:p@b/, is not a backend",
                "--to http://b/?q, is not a backend",
                "--to http://b/#f, is not a backend",
                "--to http://b:x/, is not a backend",
                "check, check needs at least one rules file",
                "check --port 80 r, '--port' is not known",
                "explain --request=x, explain needs one rules file",
                "explain r s --request=x, explain needs one rules file",
                "explain r, no --request; expected 'METHOD http",
                "explain r --request=GET, --request 'GET' is not a request",
                "explain r --request=x --request=y, --request is given more than once",
                "explain r --request=x --header=y, --header 'y' is not a field",
                "explain r --request=x --header=Content-Length:y, is not a field",
                "explain r --request=x --context-path=y, --context-path 'y' is not a path",
                "explain r --request=x --client=1host.example, --client '1host.example' is not an address",
                "explain r --request, --request needs a value",
                "explain r --request=x --nope, '--nope' is not known"
            })
    void wrongOptionIsNamed(String line, String problem) {
        assertThat(parse(line))
                .isInstanceOfSatisfying(
                        Wrong.class,
                        wrong -> assertThat(wrong.problems())
                                .anySatisfy(text -> assertThat(text).contains(problem)));
    }

    @Test
    void noArgumentsAreAProblem() {
        assertThat(Options.parse())
                .isEqualTo(new Wrong(List.of("nothing to forward to; expected --rules FILE, --to URL or demo")));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThat(parse("--port x --context-path y --nope --to ftp://b"))
                .isInstanceOfSatisfying(
                        Wrong.class, wrong -> assertThat(wrong.problems()).hasSize(4));
    }

    private static Command parse(String line) {
        return Options.parse(line.split(" "));
    }
}
