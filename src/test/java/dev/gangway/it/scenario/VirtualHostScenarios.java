package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.Answers;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtual hosts are chosen by the name that the client addresses. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class VirtualHostScenarios {
    private final HostFixture fixture;

    protected VirtualHostScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void echoByDefault() {
        fixture.backend().on("/", Answers::echoHead);
    }

    @ParameterizedTest
    @CsvSource({
        "ruled.example,true",
        "RULED.example,true",
        "ruled.example:8080,true",
        "any.ruled.example,true",
        "front.example,false",
        "ruled.example.org,false",
        "192.0.2.1,false"
    })
    void theNameChoosesTheRules(String host, boolean ruled) throws IOException {
        assertThat(fixture.getFrom(host, "/chosen").text().contains("X-Ruled: yes"))
                .as(host)
                .isEqualTo(ruled);
    }

    @Test
    void anExclusionOfOneHostIsNoneOfTheOther() throws IOException {
        assertThat(fixture.getRuled("/nowhere/x").status()).isEqualTo(404);
        assertThat(fixture.get("/nowhere/x").status()).isEqualTo(200);
        assertThat(fixture.getRuled("/excluded/x").status()).isEqualTo(200);
        assertThat(fixture.get("/excluded/x").status()).isEqualTo(404);
    }
}
