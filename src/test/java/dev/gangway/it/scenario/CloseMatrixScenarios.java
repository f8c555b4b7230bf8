package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.BackendCall;
import dev.gangway.testing.Frame;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.WebSocketPeer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every Close frame by side by phase ({@link CloseCell}): what each side gets and what the log says, as SESSIONS.md has it,
 * or as the host's file under {@code closes} in the test resources lists what its container makes impossible. Both
 * connections end at once.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class CloseMatrixScenarios {

    private static final String PATH = "/close-matrix/";
    private static final int AT_ONCE = 8;

    /** One second, and what a busy machine takes. */
    private static final Duration END_LIMIT = Duration.ofMillis(2_500);

    private static final Pattern LOG_LINE =
            Pattern.compile("session ended: .* cause=(\\w+) code=(\\d+) .* request=\"" + PATH + "([^\"]+)\"");

    private final HostFixture fixture;
    private final Map<String, CompletableFuture<String>> seenByBackend = new ConcurrentHashMap<>();

    protected CloseMatrixScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void everyCloseByEverySideInEveryPhase() throws Exception {
        List<CloseCell> cells = CloseCell.all();
        cells.forEach(cell -> seenByBackend.put(cell.name(), new CompletableFuture<>()));
        cells.forEach(cell -> fixture.backend().on(PATH + cell.name(), call -> backend(cell, call)));
        long start = System.nanoTime();
        Map<String, String> seenByClients = clients(cells);
        Map<String, String> logged = logged(cells);
        System.out.println(fixture.host().kind() + ": " + cells.size() + " closes in "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
        Map<String, String> verdicts = verdicts();
        List<String> problems = new ArrayList<>();
        for (CloseCell cell : cells) {
            String name = cell.name();
            String outcome = CloseCell.outcome(
                    seenByClients.getOrDefault(name, "?"),
                    seenByBackend.get(name).getNow("?"),
                    logged.getOrDefault(name, "?"));
            String verdict = verdicts.remove(name);
            String expected = verdict == null ? cell.expected() : verdict;
            if (!outcome.equals(expected)) {
                problems.add(name + " | " + outcome + " | expected " + expected);
            } else if (outcome.equals(cell.expected()) && verdict != null) {
                problems.add(name + " is as it should be: take it out of the file of verdicts");
            }
        }
        assertThat(problems).isEmpty();
        assertThat(verdicts).as("verdicts about no cell").isEmpty();
    }

    private Map<String, String> clients(List<CloseCell> cells) throws Exception {
        Map<String, String> seen = new TreeMap<>();
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Map<String, Future<String>> running = new TreeMap<>();
            cells.forEach(cell -> running.put(cell.name(), pool.submit(() -> client(cell))));
            for (Map.Entry<String, Future<String>> each : running.entrySet()) {
                seen.put(each.getKey(), each.getValue().get(60, TimeUnit.SECONDS));
                seenByBackend.get(each.getKey()).get(20, TimeUnit.SECONDS);
            }
            return seen;
        } finally {
            pool.shutdownNow();
        }
    }

    private String client(CloseCell cell) throws IOException {
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at(PATH + cell.name()));
            if (cell.phase() != CloseCell.Phase.CONNECTING) {
                peer.send(Frame.text("to the backend"));
                assertThat(peer.message().text()).isEqualTo("to the client");
            }
            boolean answers = cell.byClient() == (cell.phase() == CloseCell.Phase.CLOSING);
            if (!answers) {
                peer.send(
                        cell.phase() == CloseCell.Phase.CLOSING
                                ? CloseCell.FIRST
                                : cell.closing().frame());
            }
            Frame close = peer.awaitClose();
            if (answers) {
                peer.send(cell.byClient() ? cell.closing().frame() : close);
            }
            return cell.seen(true, close) + (endsInTime(client) ? "" : " (late)");
        }
    }

    private static boolean endsInTime(RawClient client) throws IOException {
        long start = System.nanoTime();
        client.readTimeout(END_LIMIT.multipliedBy(3)).awaitEnd();
        return System.nanoTime() - start < END_LIMIT.toNanos();
    }

    private void backend(CloseCell cell, BackendCall call) throws IOException {
        CompletableFuture<String> seen = seenByBackend.get(cell.name());
        try {
            WebSocketPeer peer = accepted(cell, call);
            if (cell.phase() != CloseCell.Phase.CONNECTING) {
                peer.message();
                peer.send(Frame.text("to the client"));
            }
            boolean answers = cell.byClient() == (cell.phase() != CloseCell.Phase.CLOSING);
            if (!answers && cell.phase() != CloseCell.Phase.CONNECTING) {
                peer.send(
                        cell.phase() == CloseCell.Phase.CLOSING
                                ? CloseCell.FIRST
                                : cell.closing().frame());
            }
            Frame close = peer.awaitClose();
            if (answers) {
                peer.send(cell.byClient() ? close : cell.closing().frame());
            }
            seen.complete(cell.seen(false, close));
            call.close();
        } catch (IOException | RuntimeException e) {
            seen.complete(e.toString());
            throw e;
        }
    }

    private static WebSocketPeer accepted(CloseCell cell, BackendCall call) throws IOException {
        if (cell.byClient() || cell.phase() != CloseCell.Phase.CONNECTING) {
            return WebSocketPeer.accept(call);
        }
        byte[] head = WebSocketPeer.switching(call).getBytes(StandardCharsets.ISO_8859_1);
        byte[] close = WebSocketPeer.octets(false, cell.closing().frame());
        byte[] both = Arrays.copyOf(head, head.length + close.length);
        System.arraycopy(close, 0, both, head.length, close.length);
        call.write(both);
        return WebSocketPeer.over(call);
    }

    private Map<String, String> logged(List<CloseCell> cells) {
        Map<String, String> logged = new TreeMap<>();
        await("each session's line in the log")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    Matcher line = LOG_LINE.matcher(fixture.host().log());
                    while (line.find()) {
                        logged.put(line.group(3), line.group(1) + " " + line.group(2));
                    }
                    return logged.size() == cells.size();
                });
        return logged;
    }

    /** Lines of cell, outcome and reason. */
    private Map<String, String> verdicts() throws IOException {
        String name = "/closes/" + fixture.host().kind().name().toLowerCase(Locale.ROOT) + ".txt";
        try (InputStream file = CloseMatrixScenarios.class.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            Map<String, String> verdicts = new TreeMap<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| "))
                    .forEach(parts -> verdicts.put(parts[0], parts[1]));
            return verdicts;
        }
    }
}
