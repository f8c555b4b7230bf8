package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gangway.testing.NeedsProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The main job: real R Shiny behind the httpd lines as they were pasted, used by a real browser. */
@NeedsProgram({"Rscript", "chromium", "chromedriver"})
@Timeout(120)
class ShinyIT {
    private static final int UPLOAD_SIZE = 20 * 1024 * 1024;
    private static final int DOWNLOAD_SIZE = 10 * 1024 * 1024;
    private static final Duration A_WHILE = Duration.ofSeconds(20);

    private static ShinyApp app;
    private static FrontDoor frontDoor;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws IOException {
        app = ShinyApp.start("shiny");
        frontDoor = FrontDoor.before(app.base());
        chromium = Chromium.start("shiny");
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : Stream.of(chromium, frontDoor, app).toArray(AutoCloseable[]::new)) {
            if (part != null) {
                part.close();
            }
        }
    }

    @Test
    void sessionConnects() {
        ShinyPage page = open();
        assertThat(page.text("token")).matches("[0-9a-f]{32}").isEqualTo(page.sessionInScript());
        page.assertConnected();
        assertThat(frontDoor.problems()).isEmpty();
    }

    @Test
    void sliderChangesTextAndPlot() {
        ShinyPage page = open();
        String plotBefore = page.plot();
        page.slideTo(123);
        page.waiting("text", A_WHILE)
                .until(() -> page.text("text").equals("n = 123, squared = 15129, \u00fcberpr\u00fcft \uD83D\uDEA2"));
        page.waiting("plot", A_WHILE).until(() -> !page.plot().equals(plotBefore));
        assertThat(page.plot()).startsWith("data:image/png;base64,");
    }

    @Test
    void uploadArrivesAsItIs() throws IOException {
        byte[] content = new byte[UPLOAD_SIZE];
        new Random(20).nextBytes(content);
        Path file = Files.write(Path.of("target", "upload-20-mib.bin"), content);
        ShinyPage page = open();
        page.upload(file);
        String expected = UPLOAD_SIZE + " bytes, md5 " + md5(content);
        page.waiting("upload", Duration.ofSeconds(40))
                .until(() -> page.text("upload").equals(expected));
        page.assertConnected();
    }

    @Test
    void downloadInTheBrowserArrivesAsItIs() throws IOException {
        ShinyPage page = open();
        page.waiting("download link", A_WHILE)
                .until(() -> page.downloadLink().getPath().contains("/session/"));
        page.click("download");
        Path file = chromium.downloads().resolve("gangway \u00e9t\u00e9.bin");
        // Chromium renames the file to this name when it is complete
        await("download").atMost(Duration.ofSeconds(40)).until(() -> Files.exists(file));
        assertThat(md5(Files.readAllBytes(file))).isEqualTo(md5(downloadContent()));
    }

    /** A name outside ASCII makes Shiny redirect to a relative Location, which must come through untouched. */
    @Test
    void downloadKeepsItsRelativeRedirectAndItsHash() throws Exception {
        ShinyPage page = open();
        page.waiting("download link", A_WHILE)
                .until(() -> page.downloadLink().getPath().contains("/session/"));
        // HTTP/1.1, because httpuv drops a connection that asks for h2c: -Dgangway.it.direct would fail otherwise
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(A_WHILE)
                .build();
        URI link = page.downloadLink();
        assertThat(link.getAuthority()).isEqualTo(frontDoor.base().getAuthority());
        HttpResponse<byte[]> redirect = get(client, link);
        assertThat(redirect.statusCode()).isEqualTo(302);
        String location = redirect.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo("download/gangway%20%C3%A9t%C3%A9.bin");
        HttpResponse<byte[]> download = get(client, link.resolve(location));
        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(md5(download.body())).isEqualTo(md5(downloadContent()));
    }

    @Test
    void clockTicks() {
        ShinyPage page = open();
        int first = page.tick();
        page.waiting("three ticks", Duration.ofSeconds(10)).until(() -> page.tick() >= first + 3);
    }

    @Test
    void tenTabsAreTenSessionsAndAllTick() {
        String firstTab = chromium.driver().getWindowHandle();
        List<ShinyPage> pages = new ArrayList<>();
        try {
            IntStream.range(0, 10).forEach(i -> pages.add(ShinyPage.openInNewTab(chromium.driver(), frontDoor.base())));
            assertThat(pages.stream().map(page -> in(page).text("token")).distinct())
                    .hasSize(10);
            for (ShinyPage page : pages) {
                int before = in(page).tick();
                page.waiting("ticks with all tabs open", Duration.ofSeconds(10)).until(() -> page.tick() >= before + 2);
                page.assertConnected();
            }
        } finally {
            pages.forEach(page -> {
                page.show();
                chromium.driver().close();
            });
            chromium.driver().switchTo().window(firstTab);
        }
    }

    @Test
    void sessionClosedByTheAppIsSeenAtOnce() {
        ShinyPage page = open();
        page.click("close");
        page.awaitGrey();
    }

    /** httpuv sends no Close frame when R dies: all there is to pass on is the end of the TCP connection. */
    @Test
    void deathOfTheAppIsSeenAtOnce() throws IOException {
        try (ShinyApp mortal = ShinyApp.start("shiny-mortal");
                FrontDoor door = FrontDoor.before(mortal.base())) {
            ShinyPage page = ShinyPage.open(chromium.driver(), door.base());
            mortal.kill();
            page.awaitGrey();
        }
    }

    @Test
    void deathOfGangwayIsSeenAtOnce() throws IOException {
        assumeFalse(FrontDoor.isDirect(), "direct: there is no Gangway to kill");
        try (FrontDoor mortal = FrontDoor.before(app.base())) {
            ShinyPage page = ShinyPage.open(chromium.driver(), mortal.base());
            mortal.kill();
            page.awaitGrey();
        }
    }

    private static ShinyPage open() {
        return ShinyPage.open(chromium.driver(), frontDoor.base());
    }

    private static ShinyPage in(ShinyPage page) {
        page.show();
        return page;
    }

    private static HttpResponse<byte[]> get(HttpClient client, URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).timeout(A_WHILE).build(), BodyHandlers.ofByteArray());
    }

    /** The formula of src/test/shiny/app.R. */
    private static byte[] downloadContent() {
        byte[] content = new byte[DOWNLOAD_SIZE];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31L + i / 251);
        }
        return content;
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
