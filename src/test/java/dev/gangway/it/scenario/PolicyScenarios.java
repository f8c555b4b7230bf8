package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.Answers;
import dev.gangway.testing.RawResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not forwarded, and what the client is told instead. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PolicyScenarios {
    private final HostFixture fixture;

    protected PolicyScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void echoByDefault() {
        fixture.backend().on("/", Answers::echoHead);
    }

    @Test
    void excludedPathIsNotFound() throws IOException {
        assertThat(fixture.get("/excluded/secret").status()).isEqualTo(404);
        assertThat(fixture.get("/excludedness").status()).isEqualTo(200);
    }

    @Test
    void deniedTargetIsForbidden() throws IOException {
        assertThat(fixture.get("/denied/secret").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/excluded/%73ecret",
                "/%65xcluded/secret",
                "//excluded/secret",
                "/a/../excluded/secret",
                "/a/%2e%2e/excluded/secret",
                "/a/..;/excluded/secret",
                "/a/..;x=y/excluded/secret",
                "/excluded;x=y/secret",
                "/a/.%2e;/excluded/secret",
                "/a%2F..%2Fexcluded/secret",
                "/%2e/excluded/secret",
                "/;/excluded/secret",
                "/denied/%73ecret",
                "/%64enied/secret",
                "//denied//secret",
                "/a/../denied/secret",
                "/a/..;/denied/secret",
                "/denied;x=y/secret",
                "/denied/./secret",
                "/renamed/../denied/secret"
            })
    void noSpellingReachesAClosedPath(String target) throws IOException {
        int before = fixture.backend().heads().size();
        assertThat(fixture.get(target).status()).isIn(400, 403, 404);
        assertThat(fixture.backend()
                        .heads()
                        .subList(before, fixture.backend().heads().size()))
                .isEmpty();
    }

    @Test
    void webInfIsNotServed() throws IOException {
        fixture.backend().on("/WEB-INF", call -> call.answer("404 Not Found", "the backend's own"));
        assertThat(fixture.get("/WEB-INF/web.xml").text()).doesNotContain("web-app");
        assertThat(fixture.get("/org/springframework/boot/loader/launch/WarLauncher.class")
                        .text())
                .startsWith("GET /org/springframework/");
    }

    @Test
    void errorPageIsConstantAndItsIdFindsTheLogLine() throws IOException {
        RawResponse first = fixture.get("/down/a%3Cscript%3E?q", "X-Anything: <script>");
        RawResponse second = fixture.get("/down/b");
        assertThat(second.status()).isEqualTo(503);
        assertThat(second.text()).doesNotContain("127.0.0.1", "Exception", "/down", "\tat ");
        assertThat(second.text().length()).isLessThan(2_000);
        assertThat(second.head().values("Content-Length")).containsExactly(Integer.toString(second.content().length));
        String id = idOnPage(second);
        assertThat(id).as("an id of %s in the log", second).isNotEmpty();
        if (first.status() == 503) {
            assertThat(first.text().replace(idOnPage(first), "ID"))
                    .isEqualTo(second.text().replace(id, "ID"));
        }
    }

    @Test
    void liveIsAnsweredByGangwayItself() throws IOException {
        assertThat(fixture.get("/-/live").status()).isEqualTo(200);
        assertThat(fixture.backend().heads("/-/")).isEmpty();
        assertThat(fixture.exchange("HEAD", "/-/live").status()).isEqualTo(200);
    }

    /** The id on the page, if the host's log names a failed exchange so; else empty. */
    private String idOnPage(RawResponse page) {
        Matcher matcher = Pattern.compile("Request id: ([0-9a-z]+)").matcher(page.text());
        return matcher.find() && fixture.host().log().contains("id=" + matcher.group(1) + " ") ? matcher.group(1) : "";
    }
}
