package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCheckTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void thePastedLinesAreFineAndTheirNoticesShown() {
        Path pasted = Path.of("src/test/resources/pasted-httpd.conf");
        assertThat(run("check", pasted.toString())).isZero();
        assertThat(text(out))
                .contains(pasted + ":9:1: max=1 is a limit per httpd child process")
                .endsWith("Syntax OK\n");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void allProblemsOfAllFilesAtOnce() throws IOException {
        Path one = file("one.conf", "ProxyPas / http://b/\nProxyPass / ftp://b/\n");
        Path two = file("two.conf", "ProxyPass / http://b/\nRequire all denied\n");
        Path missing = folder.resolve("missing.conf");
        assertThat(run("check", one.toString(), two.toString(), missing.toString()))
                .isEqualTo(1);
        assertThat(text(err).lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(one + ":1:1: ").contains("ProxyPas", "ProxyPass"),
                        line -> assertThat(line).startsWith(one + ":2:13: ").contains("ftp://b/"),
                        line -> assertThat(line).startsWith(two + ":2:1: ").contains("not allowed"),
                        line -> assertThat(line).contains(missing + " does not exist"),
                        line -> assertThat(line).isEqualTo("4 problems"));
        assertThat(text(out)).doesNotContain("Syntax OK");
    }

    @Test
    void includedFilesAreCheckedInTheirPlace() throws IOException {
        Path main = file("main.conf", "Include parts/*.conf\nProxyPas / http://b/\n");
        Files.createDirectories(folder.resolve("parts"));
        Path part = file("parts/one.conf", "# one\nProxyPass / ftp://b/\n");
        assertThat(run("check", main.toString())).isEqualTo(1);
        assertThat(text(err).lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(part + ":2:13: ").contains("ftp://b/"),
                        line -> assertThat(line).startsWith(main + ":2:1: ").contains("ProxyPas"),
                        line -> assertThat(line).isEqualTo("2 problems"));
    }

    @Test
    void whatIsNotTextIsNamed() throws IOException {
        Path binary = Files.write(folder.resolve("binary.conf"), new byte[] {'#', (byte) 0xFF});
        assertThat(run("check", binary.toString())).isEqualTo(1);
        assertThat(text(err)).contains("not UTF-8");
    }

    @Test
    void aFileIsReadAsADeploymentReadsIt() throws IOException {
        Path marked = file("marked.conf", "\uFEFFProxyPass / http://b/\n");
        assertThat(run("check", marked.toString(), marked.toString())).isZero();
    }

    @Test
    void explainOfRefusedRulesReportsThem() throws IOException {
        Path bad = file("bad.conf", "ProxyPas / http://b/\n");
        assertThat(run("explain", bad.toString(), "--request", "GET http://f/")).isEqualTo(1);
        assertThat(text(err)).startsWith(bad + ":1:1: ");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void everyDirectiveIsToldByTheRegistry() {
        assertThat(run("check", "--directives")).isZero();
        assertThat(text(out).lines())
                .contains("ProxyPassReverse [path] url [interpolate]", "<VirtualHost address[:port] ...>");
    }

    @Test
    void namedDirectivesAreToldAndUnknownOnesGuessed() {
        assertThat(run("check", "--directives", "proxytimeout", "ProxyPas")).isEqualTo(2);
        assertThat(text(out)).startsWith("ProxyTimeout seconds" + System.lineSeparator());
        assertThat(text(err)).contains("'ProxyPas' is no directive of httpd, did you mean ProxyPass");
    }

    private int run(String... arguments) {
        return new Main(new PrintStream(out, true), new PrintStream(err, true)).run(arguments);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
