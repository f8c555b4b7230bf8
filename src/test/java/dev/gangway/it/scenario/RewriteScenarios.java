package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.Answers;
import dev.gangway.testing.RawResponse;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rewrite rules that answer themselves or choose the target. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class RewriteScenarios {
    private final HostFixture fixture;

    protected RewriteScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void echoByDefault() {
        fixture.backend().on("/", Answers::echoHead);
    }

    @Test
    void redirectsNameTheClientsHostAndTheContextPath() throws IOException {
        RawResponse moved = fixture.getRuled("/moved");
        assertThat(moved.status()).isEqualTo(302);
        assertThat(moved.head().values("Location"))
                .containsExactly("http://" + HostFixture.RULED + fixture.contextPath() + "/elsewhere?x=1");
        assertThat(moved.text()).isEmpty();
    }

    @Test
    void redirectsElsewhereKeepTheClientsEscapes() throws IOException {
        RawResponse moved = fixture.getRuled("/for-good/a%20b?q=%2F");
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.head().values("Location")).containsExactly("https://other.example/a%20b?q=%2F");
    }

    @ParameterizedTest
    @CsvSource({"/gone/x,410", "/forbidden/x,403"})
    void answersWithoutABackend(String path, int status) throws IOException {
        int before = fixture.backend().heads().size();
        assertThat(fixture.getRuled(path).status()).isEqualTo(status);
        assertThat(fixture.backend().heads()).hasSize(before);
    }

    @Test
    void aReplacedPathIsForwarded() throws IOException {
        assertThat(fixture.getRuled("/replaced/x%20y").text()).startsWith("GET /new/x%20y HTTP/1.1\r\n");
    }
}
