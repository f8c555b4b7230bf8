package dev.gangway.webapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gangway.rules.IncludeFailure;
import dev.gangway.rules.RulesSource;
import dev.gangway.webapp.RulesLocated.Found;
import dev.gangway.webapp.RulesLocated.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesLocationTest {

    private final Map<String, String> contextParameters = new HashMap<>();
    private final Map<String, String> systemProperties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, byte[]> webResources = new HashMap<>();

    @Test
    void everyPlaceBeatsTheNextOne() {
        webResources.put("/WEB-INF/gangway.conf", utf8("from resource"));
        List<String> found = new ArrayList<>();
        found.add(found().description());
        environment.put("GANGWAY_RULES_FILE", "/env");
        files.put("/env", utf8("from environment file"));
        found.add(found().description());
        systemProperties.put("gangway.rules.file", "/sys");
        files.put("/sys", utf8("from property file"));
        found.add(found().description());
        contextParameters.put("gangway.rules.file", "/ctx");
        files.put("/ctx", utf8("from parameter file"));
        found.add(found().description());

        assertThat(found)
                .containsExactly(
                        "/WEB-INF/gangway.conf",
                        "file /env (environment variable GANGWAY_RULES_FILE)",
                        "file /sys (system property gangway.rules.file)",
                        "file /ctx (context parameter gangway.rules.file)");
    }

    @Test
    void inlineTextOfAnEarlierPlaceBeatsTheFileOfALaterOne() {
        environment.put("GANGWAY_RULES", "in environment");
        assertThat(found().sources())
                .containsExactly(new RulesSource("environment variable GANGWAY_RULES", "in environment"));
        systemProperties.put("gangway.rules", "in property");
        assertThat(found().sources()).containsExactly(new RulesSource("system property gangway.rules", "in property"));
        contextParameters.put("gangway.rules", "in parameter");
        assertThat(found().sources())
                .containsExactly(new RulesSource("context parameter gangway.rules", "in parameter"));
        assertThat(found().description()).isEqualTo("context parameter gangway.rules");
        assertThat(found().text().environment()).isEqualTo(environment);
    }

    @Test
    void inlineTextHasNoDirectoryToIncludeFrom() {
        contextParameters.put("gangway.rules", "Include proxy.conf");
        assertThatThrownBy(() -> found().text().includes().find("proxy.conf", true))
                .isInstanceOf(IncludeFailure.class)
                .hasMessageContainingAll("\"proxy.conf\"", "context parameter gangway.rules", "absolute path");
    }

    @Test
    void aFileIncludesFromItsDirectory(@TempDir Path folder) throws Exception {
        Path beside = Files.writeString(folder.resolve("beside.conf"), "# nothing");
        contextParameters.put("gangway.rules.file", folder.resolve("g.conf").toString());
        files.put(folder.resolve("g.conf").toString(), utf8("Include beside.conf"));
        assertThat(found().text().includes().find("beside.conf", false)).containsExactly(beside.toString());
    }

    @Test
    void fileNamesTheSourceByItsPath() {
        contextParameters.put("gangway.rules.file", " /etc/g.conf ");
        files.put("/etc/g.conf", utf8("ProxyPass / http://b/\n# \u00e9"));

        assertThat(found().sources())
                .containsExactly(new RulesSource("/etc/g.conf", "ProxyPass / http://b/\n# \u00e9"));
    }

    @Test
    void numberedLinesFollowTheTextInNumericOrder() {
        contextParameters.put("gangway.rules.10", "ten");
        contextParameters.put("gangway.rules.2", "two");
        contextParameters.put("gangway.rules.1", "one");
        contextParameters.put("gangway.rules", "zero");

        assertThat(found().sources())
                .containsExactly(new RulesSource("context parameter gangway.rules", "zero\none\ntwo\nten"));
    }

    @Test
    void numberedLinesNeedNoUnnumberedText() {
        environment.put("GANGWAY_RULES_1", "one");
        environment.put("GANGWAY_RULES_2", "two");

        assertThat(found().sources())
                .containsExactly(new RulesSource("environment variable GANGWAY_RULES_1", "one\ntwo"));
    }

    @Test
    void blankValueCountsAsNotSet() {
        contextParameters.put("gangway.rules", "  ");
        contextParameters.put("gangway.rules.1", "");
        contextParameters.put("gangway.rules.file", "");
        systemProperties.put("gangway.rules", "in property");

        assertThat(found().description()).isEqualTo("system property gangway.rules");
    }

    @Test
    void byteOrderMarkIsNoPartOfTheRules() {
        webResources.put("/WEB-INF/gangway.conf", utf8("\uFEFFProxyPass / http://b/"));

        assertThat(found().sources())
                .containsExactly(new RulesSource("/WEB-INF/gangway.conf", "ProxyPass / http://b/"));
    }

    @Test
    void fileExpandsSystemPropertiesAndThenEnvironment() {
        systemProperties.put("catalina.base", "/srv/$1\\tomcat");
        environment.put("catalina.base", "/never");
        environment.put("STAGE", "live");
        contextParameters.put("gangway.rules.file", "${catalina.base}/conf/${STAGE}.conf");
        files.put("/srv/$1\\tomcat/conf/live.conf", utf8("rules"));

        assertThat(found().sources().get(0).name()).isEqualTo("/srv/$1\\tomcat/conf/live.conf");
    }

    @Test
    void unknownNamesInTheFileAreAllReported() {
        contextParameters.put("gangway.rules.file", "${nope}/${neither}/g.conf");

        assertThat(problems())
                .satisfiesExactly(
                        first -> assertThat(first).contains("gangway.rules.file", "${nope}", "is not known"),
                        second -> assertThat(second).contains("gangway.rules.file", "${neither}", "is not known"));
    }

    @Test
    void openBraceInTheFileIsAProblem() {
        systemProperties.put("gangway.rules.file", "/etc/${catalina.base");

        assertThat(problems())
                .containsExactly("system property gangway.rules.file: ${catalina.base has no closing brace in"
                        + " /etc/${catalina.base");
    }

    @Test
    void textAndFileInOnePlaceAreAProblem() {
        contextParameters.put("gangway.rules.1", "ProxyPass / http://b/");
        contextParameters.put("gangway.rules.file", "/etc/g.conf");

        assertThat(problems())
                .containsExactly("context parameters gangway.rules.1 and gangway.rules.file are both set;"
                        + " expected one of them");
    }

    @Test
    void textAndFileInTheEnvironmentAreAProblem() {
        environment.put("GANGWAY_RULES", "ProxyPass / http://b/");
        environment.put("GANGWAY_RULES_FILE", "/etc/g.conf");

        assertThat(problems().get(0)).contains("GANGWAY_RULES", "GANGWAY_RULES_FILE", "both set");
    }

    @Test
    void misspeltNameIsAProblemEvenWhenAnotherIsSet() {
        contextParameters.put("gangway.rules", "ProxyPass / http://b/");
        contextParameters.put("gangway.rules.one", "Require all denied");
        contextParameters.put("gangway.rules.01", "Require all denied");

        assertThat(problems())
                .satisfiesExactly(
                        first -> assertThat(first).contains("gangway.rules.01 is not known"),
                        second -> assertThat(second).contains("gangway.rules.one is not known", "gangway.rules.file"));
    }

    @Test
    void nothingSetSaysWhatToSet() {
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("gangway.rules.file", "gangway.rules ", "GANGWAY_RULES_FILE", "/WEB-INF/gangway.conf");
    }

    @Test
    void missingFileIsAProblem() {
        environment.put("GANGWAY_RULES_FILE", "/etc/g.conf");

        assertThat(problems())
                .containsExactly("rules file /etc/g.conf does not exist (environment variable GANGWAY_RULES_FILE)");
    }

    @Test
    void missingFileDoesNotFallBackToALaterPlace() {
        contextParameters.put("gangway.rules.file", "/gone");
        systemProperties.put("gangway.rules", "ProxyPass / http://b/");

        assertThat(problems().get(0)).contains("/gone");
    }

    @Test
    void unreadableFileIsAProblem() {
        contextParameters.put("gangway.rules.file", "/unreadable");

        assertThat(problems().get(0)).contains("/unreadable", "cannot be read", "no permission");
    }

    @Test
    void unreadableResourceIsAProblem() {
        RulesLocation location =
                new RulesLocation(Map.of(), Map.of(), Map.of(), this::readFile, RulesLocationTest::unreadable);

        assertThat(location.find())
                .isInstanceOfSatisfying(
                        Problems.class,
                        problems -> assertThat(problems.texts())
                                .singleElement()
                                .asString()
                                .contains("/WEB-INF/gangway.conf", "cannot be read"));
    }

    @Test
    void fileThatIsNotUtf8IsAProblem() {
        contextParameters.put("gangway.rules.file", "/latin1");
        files.put("/latin1", "# \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problems()).containsExactly("rules file /latin1 is not UTF-8");
    }

    @Test
    void fileOverTheLimitIsAProblem() {
        contextParameters.put("gangway.rules.file", "/large");
        files.put("/large", new byte[RulesLocation.MAX_FILE_BYTES + 1]);

        assertThat(problems()).containsExactly("rules file /large is too large; expected at most 1048576 bytes");
    }

    @Test
    void fileAtTheLimitIsRead() {
        contextParameters.put("gangway.rules.file", "/full");
        files.put("/full", new byte[RulesLocation.MAX_FILE_BYTES]);

        assertThat(found().sources().get(0).text()).hasSize(RulesLocation.MAX_FILE_BYTES);
    }

    private Found found() {
        RulesLocated located = find();
        assertThat(located).isInstanceOf(Found.class);
        return (Found) located;
    }

    private List<String> problems() {
        RulesLocated located = find();
        assertThat(located).isInstanceOf(Problems.class);
        return ((Problems) located).texts();
    }

    private RulesLocated find() {
        return new RulesLocation(
                        contextParameters,
                        systemProperties,
                        environment,
                        this::readFile,
                        (name, limit) -> read(webResources, name, limit))
                .find();
    }

    private Optional<byte[]> readFile(String name, int limit) throws IOException {
        return name.equals("/unreadable") ? unreadable(name, limit) : read(files, name, limit);
    }

    private static Optional<byte[]> unreadable(String name, int limit) throws IOException {
        throw new IOException("no permission for " + name + " within " + limit);
    }

    private static Optional<byte[]> read(Map<String, byte[]> contents, String name, int limit) {
        return Optional.ofNullable(contents.get(name))
                .map(content -> Arrays.copyOf(content, Math.min(content.length, limit)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
