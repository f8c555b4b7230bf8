package dev.gangway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page under {@code src/docs} that is made from something else. With {@code -Ddocs.update=true} it is written anew. */
public final class GeneratedPage {

    private GeneratedPage() {}

    /** Fails when the page is stale. */
    public static void assertUpToDate(String name, String expected) throws IOException {
        Path page = Path.of("src/docs").resolve(name);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, expected);
        }
        assertThat(page).as("run this test with -Ddocs.update=true").content().isEqualTo(expected);
    }
}
