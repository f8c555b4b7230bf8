package dev.gangway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The files that operators copy, as they are. The container tests deploy with them, this one needs no container. */
class DeployFilesTest {

    private static final Path DEPLOY = Path.of(System.getProperty("basedir", ""), "deploy");
    private static final Path UNIT = DEPLOY.resolve("systemd/gangway.service");

    @Test
    void sampleRulesAreAccepted() throws IOException {
        ParseResult.Parsed parsed = parsed(Files.readString(DEPLOY.resolve("gangway.conf")));

        assertThat(parsed.rules().mappings()).hasSize(1);
        assertThat(parsed.rules().notices()).isEmpty();
    }

    @Test
    void accessRulesInTheSampleCommentAreAccepted() throws IOException {
        String sample = Files.readString(DEPLOY.resolve("gangway.conf"));
        assertThat(sample).contains("\"all granted\" by \"ip 10.0.0.0/8 127.0.0.1\"");

        parsed(sample.replace("Require all granted", "Require ip 10.0.0.0/8 127.0.0.1"));
    }

    @Test
    void tomcatFileNamesWarAndRules() throws Exception {
        Element context = xml(DEPLOY.resolve("tomcat/gangway.xml")).getDocumentElement();

        assertThat(context.getAttribute("docBase")).isEqualTo("${catalina.base}/gangway.war");
        Element parameter = (Element) context.getElementsByTagName("Parameter").item(0);
        assertThat(parameter.getAttribute("name")).isEqualTo("gangway.rules.file");
        assertThat(parameter.getAttribute("value")).isEqualTo("${catalina.base}/conf/gangway.conf");
    }

    @Test
    void jettyFileNamesWarAndRules() throws Exception {
        Element configure = xml(DEPLOY.resolve("jetty/gangway.xml")).getDocumentElement();

        assertThat(configure.getAttribute("class")).isEqualTo("org.eclipse.jetty.ee10.webapp.WebAppContext");
        assertThat(configure.getElementsByTagName("Arg").item(0).getTextContent())
                .isEqualTo("gangway.rules.file");
    }

    @Test
    void unitStartsWithTheExitCodesAndNamesOfTheProgram() throws IOException {
        assertThat(unit("SuccessExitStatus")).containsExactly("143");
        assertThat(unit("RestartPreventExitStatus")).containsExactly("2");
        // the JVM compiles at run time: with this setting it doesn't start
        assertThat(unit("MemoryDenyWriteExecute")).isEmpty();
    }

    /** Where systemd isn't installed there is nothing to ask; {@code ServiceUnitTest} reads the command line everywhere. */
    @Test
    void unitIsAcceptedBySystemd(@TempDir Path folder) throws Exception {
        Optional<Path> analyze = Stream.of("/usr/bin/systemd-analyze", "/bin/systemd-analyze")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (analyze.isEmpty()) {
            return;
        }
        Path unit = Files.copy(UNIT, folder.resolve("gangway.service"));
        Process verify = new ProcessBuilder(analyze.get().toString(), "verify", unit.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();

        assertThat(verify.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(verify.exitValue())
                .as(Files.readString(folder.resolve("out")))
                .isZero();
    }

    private static ParseResult.Parsed parsed(String rules) {
        ParseResult result = RulesParser.parse(List.of(new RulesSource("gangway.conf", rules)));
        assertThat(result).isInstanceOf(ParseResult.Parsed.class);
        return (ParseResult.Parsed) result;
    }

    private static List<String> unit(String key) throws IOException {
        return Files.readString(UNIT)
                .lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }

    private static Document xml(Path file) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        // Jetty's document type has a public address; a test fetches nothing
        builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
        return builder.parse(file.toFile());
    }
}
