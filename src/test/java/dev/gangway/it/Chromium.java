package dev.gangway.it;

import dev.gangway.testing.ProgramPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * A headless Chromium with a profile of its own. Browser and driver are named by path, so Selenium has nothing to
 * look for or to download. Confined to the test's thread.
 */
final class Chromium implements AutoCloseable {
    private final ChromeDriverService service;
    private final ChromeDriver driver;
    private final Path downloads;

    private Chromium(ChromeDriverService service, ChromeDriver driver, Path downloads) {
        this.service = service;
        this.driver = driver;
        this.downloads = downloads;
    }

    static Chromium start(String name) throws IOException {
        Path logs = Files.createDirectories(Path.of("target", "it-logs"));
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "it-browser")).toAbsolutePath(), name);
        Path downloads = Files.createDirectory(folder.resolve("downloads"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(ProgramPath.require("chromedriver")))
                .usingAnyFreePort()
                .withLogFile(logs.resolve(name + "-chromedriver.log").toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options(folder.resolve("profile"), downloads));
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(30)).scriptTimeout(Duration.ofSeconds(30));
        return new Chromium(service, driver, downloads);
    }

    private static ChromeOptions options(Path profile, Path downloads) {
        return new ChromeOptions()
                .setBinary(ProgramPath.require("chromium"))
                .addArguments(
                        "--headless=new",
                        // root in a container has no sandbox
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--no-proxy-server",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1000,1000",
                        "--user-data-dir=" + profile)
                .setExperimentalOption(
                        "prefs",
                        Map.of(
                                "download.default_directory",
                                downloads.toString(),
                                "download.prompt_for_download",
                                false));
    }

    ChromeDriver driver() {
        return driver;
    }

    Path downloads() {
        return downloads;
    }

    @Override
    public void close() {
        try {
            driver.quit();
        } finally {
            service.stop();
        }
    }
}
