package dev.gangway.it.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.Answers;
import dev.gangway.testing.BackendCall;
import dev.gangway.testing.Ending;
import dev.gangway.testing.PieceReader;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That nothing is kept back on the way: whoever sends the next piece does so only after the other side saw the one before,
 * so a piece that waits for its successor would wait for ever.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class StreamingScenarios {

    /** Around the containers' buffers of 8 KiB, our library's of 16 KiB and ours of 32 KiB. */
    private static final int[] SIZES = {1, 1, 100, 2_000, 8_191, 8_192, 8_193, 16_384, 40_000, 7, 33_000, 1, 1, 1, 1, 1
    };

    /** What the median piece may take from a backend's write to the client's eyes. */
    private static final Duration DELAY = Duration.ofMillis(50);

    private final HostFixture fixture;

    protected StreamingScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void echoByDefault() {
        fixture.backend().on("/", Answers::echoHead);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, chunked, text/event-stream, ",
        "POST, chunked, application/javascript; charset=UTF-8, ",
        "GET, chunked, , ",
        "GET, chunked, text/html, gzip",
        "POST, chunked, application/json, gzip",
        "GET, close, application/octet-stream, ",
        "GET, close, text/event-stream, gzip",
        "GET, length, text/event-stream, ",
        "GET, length, , ",
        "POST, length, text/plain, gzip"
    })
    void everyPieceArrivesBeforeTheNextIsSent(String method, String framing, String type, String coding)
            throws Exception {
        List<byte[]> pieces = "gzip".equals(coding) ? gzipped(pieces()) : pieces();
        Semaphore seen = new Semaphore(0);
        AtomicLong sentNanos = new AtomicLong();
        fixture.backend().on("/causal", call -> {
            call.content(OutputStream.nullOutputStream());
            call.write(BackendCall.head("200 OK", fields(framing, type, coding, total(pieces))));
            for (byte[] piece : pieces) {
                call.await(seen);
                sentNanos.set(System.nanoTime());
                call.write(framing.equals("chunked") ? chunk(piece) : piece);
            }
            if (framing.equals("chunked")) {
                call.lastChunk();
            } else if (framing.equals("close")) {
                call.close();
            }
        });
        List<Duration> delays = new ArrayList<>();
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request(
                    method, fixture.at("/causal"), method.equals("POST") ? "Content-Length: 0" : "Accept: */*"));
            PieceReader reader = new PieceReader(client, client.head());
            for (byte[] piece : pieces) {
                seen.release();
                assertThat(reader.next(piece.length)).isEqualTo(piece);
                delays.add(Duration.ofNanos(System.nanoTime() - sentNanos.get()));
            }
            assertThat(reader.ending()).isEqualTo(Ending.COMPLETE);
        } finally {
            seen.release(pieces.size());
        }
        delays.sort(null);
        assertThat(delays.get(delays.size() / 2)).isLessThan(DELAY);
    }

    @Test
    void aClientOfTheOldProtocolGetsPiecesAsTheyAreSentToo() throws Exception {
        Semaphore seen = new Semaphore(0);
        fixture.backend().on("/old", call -> {
            call.write(BackendCall.head("200 OK", "Content-Type: text/event-stream", "Transfer-Encoding: chunked"));
            for (byte[] piece : pieces()) {
                call.await(seen).write(chunk(piece));
            }
            call.lastChunk();
        });
        try (RawClient client = fixture.client()) {
            client.send("GET " + fixture.at("/old") + " HTTP/1.0\r\nHost: front.example\r\n\r\n");
            PieceReader reader = new PieceReader(client, client.head());
            for (byte[] piece : pieces()) {
                seen.release();
                assertThat(reader.next(piece.length)).isEqualTo(piece);
            }
            assertThat(client.awaitEnd()).isFalse();
        } finally {
            seen.release(SIZES.length);
        }
    }

    /** Full duplex: every piece of the upload comes back before the next one leaves. */
    @ParameterizedTest
    @ValueSource(strings = {"chunked", "length"})
    void everyPieceIsEchoedWhileTheUploadGoesOn(String framing) throws IOException {
        List<byte[]> pieces = pieces();
        boolean chunked = framing.equals("chunked");
        fixture.backend().on("/duplex", call -> {
            call.write(BackendCall.head("200 OK", fields(framing, "text/plain", null, total(pieces))));
            for (byte[] piece : pieces) {
                byte[] heard = chunked ? chunks(call, piece.length) : call.readExactly(piece.length);
                call.write(chunked ? chunk(heard) : heard);
            }
            if (chunked) {
                assertThat(call.chunk()).isEmpty();
                call.lastChunk();
            }
        });
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/duplex"), framingField(framing, total(pieces))));
            client.send(chunked ? chunk(pieces.get(0)) : pieces.get(0));
            PieceReader reader = new PieceReader(client, client.head());
            for (int i = 0; i < pieces.size(); i++) {
                if (i > 0) {
                    client.send(chunked ? chunk(pieces.get(i)) : pieces.get(i));
                }
                assertThat(reader.next(pieces.get(i).length)).as("piece %d", i).isEqualTo(pieces.get(i));
            }
            if (chunked) {
                client.sendChunk("");
            }
            assertThat(reader.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(fixture.get("/next").status()).isEqualTo(200);
        }
    }

    /** The answer's first piece is read, the upload goes on, and only then does the answer end. */
    @ParameterizedTest
    @ValueSource(strings = {"chunked", "length"})
    void anAnswerThatBeginsBeforeTheUploadEndsIsHeardAtOnce(String framing) throws IOException {
        AtomicReference<Ending> upload = new AtomicReference<>();
        CountDownLatch read = new CountDownLatch(1);
        byte[] content = Answers.pattern(300_000);
        fixture.backend().on("/begun", call -> {
            call.write(BackendCall.head("200 OK", "Transfer-Encoding: chunked")).chunk("early");
            call.await(read);
            upload.set(call.content(OutputStream.nullOutputStream()));
            call.chunk("late").lastChunk();
        });
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/begun"), framingField(framing, 2L * content.length)));
            client.send(framing.equals("chunked") ? chunk(content) : content);
            PieceReader reader = new PieceReader(client, client.head());
            assertThat(new String(reader.next(5), ISO_8859_1)).isEqualTo("early");
            read.countDown();
            client.send(framing.equals("chunked") ? chunk(content) : content);
            if (framing.equals("chunked")) {
                client.sendChunk("");
            }
            assertThat(new String(reader.next(4), ISO_8859_1)).isEqualTo("late");
            assertThat(reader.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(upload.get()).isEqualTo(Ending.COMPLETE);
        } finally {
            read.countDown();
        }
    }

    /** A client that goes on sending for as long as it may: the answer is there, and the upload comes to an end. */
    @ParameterizedTest
    @ValueSource(strings = {"chunked", "length"})
    void anEarlyAnswerStopsTheUpload(String framing) throws Exception {
        AtomicLong heard = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(1);
        fixture.backend().on("/enough", call -> {
            call.readExactly(1_000);
            call.answer("413 Content Too Large", "enough");
            try {
                for (int more = call.readSome(64 * 1024).length; more > 0; more = call.readSome(64 * 1024).length) {
                    heard.addAndGet(more);
                }
            } finally {
                ended.countDown();
            }
            call.close();
        });
        byte[] block = Answers.pattern(64 * 1024);
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/enough"), framingField(framing, 1L << 40)));
            Thread sender = new Thread(() -> {
                try {
                    while (true) {
                        client.send(framing.equals("chunked") ? chunk(block) : block);
                    }
                } catch (IOException e) {
                    // expected here because the host ends the connection
                }
            });
            sender.setDaemon(true);
            sender.start();
            RawResponse response = client.response();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.text()).isEqualTo("enough");
            await("the upload to the backend to end")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> ended.getCount() == 0);
            assertThat(heard.get()).isLessThan(32L * 1024 * 1024);
            sender.join(30_000);
            assertThat(sender.isAlive()).as("the client still sends").isFalse();
        }
    }

    @Test
    void piecesOfAnUploadOutliveTheIdleTimeout() throws IOException {
        AtomicInteger heard = new AtomicInteger();
        fixture.hasty().on("/trickle", call -> {
            while (call.chunk().length > 0) {
                heard.incrementAndGet();
            }
            call.answer("200 OK", "all");
        });
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/hasty/trickle"), "Transfer-Encoding: chunked"));
            client.send(chunk(Answers.pattern(20_000)));
            for (int i = 0; i < 5; i++) {
                int before = heard.get();
                client.readsNothingFor(Duration.ofMillis(400)).sendChunk("x");
                await().atMost(Duration.ofSeconds(10)).until(() -> heard.get() > before);
            }
            assertThat(client.sendChunk("").response().text()).isEqualTo("all");
        }
    }

    /** Twice the time that its backend may be silent for: the backend is not, it is held back. */
    @Test
    void aClientThatPausesIsNotTakenForASilentBackend() throws IOException {
        int size = 64 * 1024 * 1024;
        fixture.hasty().on("/paused", Answers.download(size));
        try (RawClient client = RawClient.connect(fixture.host().port(), 16 * 1024)) {
            client.get(fixture.at("/hasty/paused"));
            RawHead head = client.head();
            client.readsNothingFor(Duration.ofMillis(2_500));
            ByteArrayOutputStream content = new ByteArrayOutputStream(size);
            assertThat(client.content(head, content)).isEqualTo(Ending.COMPLETE);
            assertThat(Answers.digest(content.toByteArray())).isEqualTo(Answers.downloadDigest(size));
        }
    }

    @Test
    void aClientThatStopsReadingIsCut() throws Exception {
        AtomicLong endedNanos = new AtomicLong();
        fixture.backend().on("/impatient/", call -> {
            try {
                Answers.download(1L << 40).answer(call);
            } finally {
                endedNanos.set(System.nanoTime());
            }
        });
        try (RawClient client = RawClient.connect(fixture.host().port(), 16 * 1024)) {
            client.send(HostFixture.addressed(HostFixture.IMPATIENT, RawClient.request("GET", fixture.at("/much"))));
            RawHead head = client.head();
            long start = System.nanoTime();
            await("the backend's exchange to end")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> endedNanos.get() != 0);
            assertThat(Duration.ofNanos(endedNanos.get() - start)).isGreaterThan(Duration.ofMillis(1_500));
            assertThat(client.content(head, OutputStream.nullOutputStream()).visiblyBroken())
                    .isTrue();
        }
        assertThat(fixture.host().log()).contains("took nothing for 2000 ms");
    }

    private static List<byte[]> pieces() {
        List<byte[]> pieces = new ArrayList<>();
        for (int size : SIZES) {
            pieces.add(Answers.pattern(size));
        }
        return pieces;
    }

    /** What a server sends that flushes its compressor after every piece. */
    private static List<byte[]> gzipped(List<byte[]> pieces) throws IOException {
        List<byte[]> compressed = new ArrayList<>();
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(sink, true)) {
            for (byte[] piece : pieces) {
                gzip.write(piece);
                gzip.flush();
                compressed.add(sink.toByteArray());
                sink.reset();
            }
        }
        compressed.add(sink.toByteArray());
        return compressed;
    }

    private static long total(List<byte[]> pieces) {
        return pieces.stream().mapToLong(piece -> piece.length).sum();
    }

    private static String[] fields(String framing, String type, String coding, long length) {
        List<String> fields = new ArrayList<>();
        if (!framing.equals("close")) {
            fields.add(framingField(framing, length));
        }
        if (type != null) {
            fields.add("Content-Type: " + type);
        }
        if (coding != null) {
            fields.add("Content-Encoding: " + coding);
        }
        return fields.toArray(String[]::new);
    }

    private static String framingField(String framing, long length) {
        return framing.equals("chunked") ? "Transfer-Encoding: chunked" : "Content-Length: " + length;
    }

    private static byte[] chunk(byte[] octets) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(octets.length) + "\r\n").getBytes(ISO_8859_1));
        chunk.writeBytes(octets);
        chunk.writeBytes(new byte[] {'\r', '\n'});
        return chunk.toByteArray();
    }

    /** As many chunks as make up that many octets. */
    private static byte[] chunks(BackendCall call, int octets) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (content.size() < octets) {
            content.writeBytes(call.chunk());
        }
        return content.toByteArray();
    }
}
