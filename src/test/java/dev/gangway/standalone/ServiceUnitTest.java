package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.standalone.Command.Place;
import dev.gangway.standalone.Command.RulesFile;
import dev.gangway.standalone.Command.Serve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command line in {@code deploy/systemd/gangway.service} is one that {@link Options} understands. */
class ServiceUnitTest {

    private static final Path UNIT = Path.of(System.getProperty("basedir", ""), "deploy/systemd/gangway.service");

    @Test
    void commandLineServesTheRulesFile() throws IOException {
        List<String> lines = Files.readAllLines(UNIT);
        String command = value(lines, "ExecStart=");
        for (String assignment : values(lines, "Environment=")) {
            String[] variable = assignment.split("=", 2);
            command = command.replace("${" + variable[0] + "}", variable[1]).replace("$" + variable[0], variable[1]);
        }
        List<String> words = Arrays.asList(command.split(" "));
        int jar = words.indexOf("-jar");

        assertThat(words.subList(0, 2)).containsExactly("/usr/bin/java", "-XX:+ExitOnOutOfMemoryError");
        assertThat(words.get(jar + 1)).endsWith("/gangway.war");
        assertThat(Options.parse(words.subList(jar + 2, words.size()).toArray(String[]::new)))
                .isEqualTo(new Serve(
                        new Place("127.0.0.1", 8080, ""), new RulesFile(Path.of("/etc/gangway/gangway.conf"))));
    }

    private static String value(List<String> lines, String prefix) {
        assertThat(values(lines, prefix)).hasSize(1);
        return values(lines, prefix).get(0);
    }

    private static List<String> values(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
