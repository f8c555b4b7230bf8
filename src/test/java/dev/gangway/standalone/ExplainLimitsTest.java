package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What explain says of limits: each with its source. */
final class ExplainLimitsTest {

    @Test
    void theLimitIsTheWorkers() throws IOException {
        assertThat(pasted("GET http://front.example/")).endsWith("""
                        limits:
                          at once: 16 exchanges (max= of rules:9 times the default of ServerLimit)
                          waits for its turn: 30 s (default)
                          waiting at once: 10000 exchanges (default)
                          connect: 5 s (default)
                          idle: 120 s before the first byte and between bytes (default)
                          line of the answer's head: 8192 octets (default)
                          lines of the answer's head: 100 (default)
                          answer's head: 65536 octets (default)
                          interim answers: 10 (default)
                          connection kept: never
                          client: 120 s without taking a byte (default)
                          content: no limit (default)
                          kept back for its length: 16384 octets of content, unless the client pauses (default)
                        """);
    }

    @Test
    void everyLimitNamesItsSource() {
        String rules = """
                ServerLimit 2
                ProxyTimeout 3
                LimitRequestBody 100
                ProxyPass / http://b/ max=4 acquire=500
                ProxyPass /own http://c/ timeout=70
                ProxySet http://c/ connectiontimeout=2
                <Location /small>
                  LimitRequestBody 10
                </Location>
                """;
        assertThat(explain(rules, "GET http://f/x")).endsWith("""
                        limits:
                          at once: 8 exchanges (max= of rules:4 times ServerLimit of rules:1)
                          waits for its turn: 500 ms (acquire= of rules:4)
                          waiting at once: 10000 exchanges (default)
                          connect: 3 s (ProxyTimeout of rules:2)
                          idle: 3 s before the first byte and between bytes (ProxyTimeout of rules:2)
                          line of the answer's head: 8192 octets (default)
                          lines of the answer's head: 100 (default)
                          answer's head: 65536 octets (default)
                          interim answers: 10 (default)
                          connection kept: 30 s without use (default)
                          client: 120 s without taking a byte (default)
                          content: 100 octets (LimitRequestBody of rules:3)
                          kept back for its length: 16384 octets of content, unless the client pauses (default)
                        """);
        assertThat(explain(rules, "GET http://f/small")).contains("content: 10 octets (LimitRequestBody of rules:8)\n");
        String own = rules.replace("ProxyPass / http://b/ max=4 acquire=500\n", "\n");
        assertThat(explain(own, "GET http://f/own")).endsWith("""
                        limits:
                          at once: no limit
                          connect: 2 s (connectiontimeout= of rules:6)
                          idle: 70 s before the first byte and between bytes (timeout= of rules:5)
                          line of the answer's head: 8192 octets (default)
                          lines of the answer's head: 100 (default)
                          answer's head: 65536 octets (default)
                          interim answers: 10 (default)
                          connection kept: 30 s without use (default)
                          client: 120 s without taking a byte (default)
                          content: 100 octets (LimitRequestBody of rules:3)
                          kept back for its length: 16384 octets of content, unless the client pauses (default)
                        """);
    }

    private static String pasted(String request, String... options) throws IOException {
        return explain(Files.readString(Path.of("src/test/resources/pasted-httpd.conf")), request, options);
    }

    private static String explain(String rules, String request, String... options) {
        List<String> words = new ArrayList<>(List.of("explain", "rules", "--request", request));
        words.addAll(List.of(options));
        Command command = Options.parse(words.toArray(String[]::new));
        assertThat(command).isInstanceOf(Command.Explain.class);
        return String.join("\n", Explanation.of(parsed(rules), (Command.Explain) command)) + "\n";
    }

    private static RuleSet parsed(String text) {
        return ((ParseResult.Parsed) RulesParser.parse(List.of(new RulesSource("rules", text)))).rules();
    }
}
