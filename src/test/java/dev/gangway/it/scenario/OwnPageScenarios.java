package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.RawResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages that the rules put in place of ours and of the backend's, and the fields on them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class OwnPageScenarios {
    private final HostFixture fixture;

    protected OwnPageScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void ownPagesGoInPlaceOfABackendsErrors() throws IOException {
        fixture.backend().on("/own-errors/", call -> {
            String status = call.path().substring("/own-errors/".length());
            call.answer(status + " Said So", "the backend's own", "WWW-Authenticate: Basic", "Set-Cookie: secret=1");
        });
        RawResponse replaced = fixture.get("/own-errors/503");
        assertThat(replaced.status()).isEqualTo(503);
        assertThat(replaced.text()).isEqualTo("<p>our own words</p>");
        assertThat(replaced.head().has("Set-Cookie")).isFalse();
        assertThat(replaced.head().has("WWW-Authenticate")).isFalse();
        RawResponse login = fixture.get("/own-errors/401");
        assertThat(login.status()).isEqualTo(401);
        assertThat(login.text()).contains("401 Unauthorized").doesNotContain("the backend's own");
        assertThat(login.head().values("WWW-Authenticate")).containsExactly("Basic");
        assertThat(fixture.get("/own-errors/200").text()).isEqualTo("the backend's own");
    }

    @Test
    void theRulesTextGoesInPlaceOfOurPage() throws IOException {
        RawResponse page = fixture.getRuled("/nowhere/x");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).isEqualTo("<p>nothing here</p>");
        onlyAlways(page);
    }

    @Test
    void aDenialHasItsPageAndReachesNobody() throws IOException {
        int before = fixture.backend().heads().size();
        RawResponse page = fixture.getRuled("/closed/x");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).isEqualTo("<p>not for you</p>");
        onlyAlways(page);
        assertThat(fixture.backend().heads()).hasSize(before);
    }

    @Test
    void aRedirectHasTheFieldsOfEveryAnswer() throws IOException {
        onlyAlways(fixture.getRuled("/moved"));
    }

    @Test
    void aReplacedErrorHasTheFieldsOfEveryAnswer() throws IOException {
        fixture.backend().on("/replaces/", call -> call.answer("404 Said So", "the backend's own"));
        RawResponse page = fixture.getRuled("/replaces/x");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).isEqualTo("<p>nothing here</p>");
        onlyAlways(page);
    }

    private static void onlyAlways(RawResponse page) {
        assertThat(page.head().values("X-Always")).containsExactly("yes");
        assertThat(page.head().has("X-On-Success")).isFalse();
    }
}
