package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference page is what the registry says. With {@code -Ddocs.update=true} it is written anew. */
class DirectivesPageTest {

    private static final Path PAGE = Path.of("src/docs/DIRECTIVES.md");

    @Test
    void thePageIsUpToDate() throws IOException {
        String expected = DirectivesPage.text(new DirectiveRegistry());
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("run this test with -Ddocs.update=true")
                .isEqualTo(expected);
    }

    @Test
    void everyDirectiveHasAnEntry() {
        DirectiveRegistry registry = new DirectiveRegistry();
        String page = DirectivesPage.text(registry);
        assertThat(registry.specs()).allSatisfy(spec -> assertThat(page).contains("### `" + spec.name()));
        assertThat(registry.names()).allSatisfy(name -> assertThat(page).contains("`" + name));
    }
}
