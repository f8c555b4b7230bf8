package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page of src/test/shiny/app.R in one tab of a browser. Confined to the test's thread. */
final class ShinyPage {
    private final ChromeDriver driver;
    private final String tab;

    private ShinyPage(ChromeDriver driver) {
        this.driver = driver;
        this.tab = driver.getWindowHandle();
    }

    /** Opens the app in the tab at hand and waits until the session is connected and every output has come. */
    static ShinyPage open(ChromeDriver driver, URI base) {
        driver.get(base.toString());
        ShinyPage page = new ShinyPage(driver);
        page.waiting("session to connect", Duration.ofSeconds(20))
                .failFast("the page has lost its connection", page::isGrey)
                .until(() -> !page.text("token").isEmpty() && !page.plot().isEmpty() && page.tick() > 0);
        return page;
    }

    static ShinyPage openInNewTab(ChromeDriver driver, URI base) {
        driver.switchTo().newWindow(WindowType.TAB);
        return open(driver, base);
    }

    ConditionFactory waiting(String what, Duration limit) {
        return await(what).atMost(limit).pollInterval(Duration.ofMillis(50)).pollInSameThread();
    }

    void show() {
        driver.switchTo().window(tab);
    }

    String text(String output) {
        return script("return document.getElementById('" + output + "').textContent");
    }

    String sessionInScript() {
        return script("return Shiny.shinyapp.config.sessionId");
    }

    String plot() {
        return script("return document.querySelector('#plot img')?.getAttribute('src') ?? ''");
    }

    int tick() {
        String text = text("clock");
        return text.startsWith("tick ") ? Integer.parseInt(text.substring(5)) : 0;
    }

    /** Moves the slider as its own script does, so that Shiny's binding sees a user's change. */
    void slideTo(int n) {
        driver.executeScript(
                "$('#n').data('ionRangeSlider').update({from: arguments[0]}); $('#n').trigger('change')", n);
    }

    void upload(Path file) {
        driver.findElement(By.id("file")).sendKeys(file.toAbsolutePath().toString());
    }

    URI downloadLink() {
        return URI.create(script("return document.getElementById('download').href"));
    }

    void click(String id) {
        driver.findElement(By.id(id)).click();
    }

    boolean isGrey() {
        return Boolean.TRUE.equals(
                driver.executeScript("return document.getElementById('shiny-disconnected-overlay') !== null"));
    }

    void assertConnected() {
        assertThat(isGrey()).as("the grey overlay of a lost session").isFalse();
        assertThat(driver.executeScript("return Shiny.shinyapp.isConnected()")).isEqualTo(true);
    }

    /** A user watches a cut as the page turning grey: two seconds, or it was not passed on at once. */
    void awaitGrey() {
        waiting("the cut to be seen in the page", Duration.ofSeconds(2)).until(this::isGrey);
    }

    private String script(String script) {
        return Objects.requireNonNull((String) driver.executeScript(script), script);
    }
}
