package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What the packaged WAR brings into a container, and what it leaves to it. */
class WarContentsIT {
    private static final Path WAR = Path.of("target/gangway.war");

    @Test
    void bringsNoApiAndNoOtherLoggingBackend() throws IOException {
        assertThat(libraries())
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(10)
                .allSatisfy(name -> assertThat(name)
                        .doesNotContainPattern("servlet-api|websocket(-client)?-api|jakarta\\.ee|tomcat|jetty|jspecify"
                                + "|logback|log4j|reload4j|slf4j-(simple|nop|reload4j)|commons-logging|spring-boot"));
        assertThat(libraries()).anyMatch(name -> name.startsWith("slf4j-jdk14-"));
    }

    @Test
    void descriptorHoldsNoSettings() throws IOException {
        assertThat(text("WEB-INF/web.xml"))
                .contains("metadata-complete=\"true\"")
                .doesNotContain("context-param", "init-param", "env-entry");
    }

    @Test
    void carriesItsOwnLauncherAndContainer() throws IOException {
        assertThat(text("META-INF/MANIFEST.MF"))
                .contains("Main-Class: ", "Start-Class: dev.gangway.standalone.Main", "Implementation-Version: ");
        assertThat(names("WEB-INF/lib-provided/")).anyMatch(name -> name.startsWith("tomcat-embed-core-"));
    }

    @Test
    void holdsNoTestCode() throws IOException {
        assertThat(names("WEB-INF/classes/")).noneMatch(name -> name.matches(".*(Test|IT|Scenarios)\\.class"));
    }

    private static List<String> libraries() throws IOException {
        return names("WEB-INF/lib/");
    }

    private static List<String> names(String under) throws IOException {
        try (ZipFile war = new ZipFile(WAR.toFile())) {
            return war.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(under))
                    .map(entry -> entry.getName().substring(under.length()))
                    .toList();
        }
    }

    private static String text(String name) throws IOException {
        try (ZipFile war = new ZipFile(WAR.toFile())) {
            ZipEntry entry = war.getEntry(name);
            assertThat(entry).as(name).isNotNull();
            try (InputStream in = war.getInputStream(entry)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
