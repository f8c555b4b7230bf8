package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.BackendResponse;
import dev.gangway.fuzz.Pieces;
import dev.gangway.message.Field;
import dev.gangway.message.FieldSyntax;
import dev.gangway.rules.AnswerLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A backend's answer to an opening handshake: one verdict however it is split, and a clean head if it is taken. */
public final class HandshakesFuzz {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final List<String> OFFERED = List.of("chat", "superchat");

    private HandshakesFuzz() {}

    /** What came of one head; the response is empty unless it is whole and well-formed. */
    private record Verdict(Optional<BackendResponse> response, String refusal, int left) {}

    public static void fuzzerTestOneInput(byte[] octets) {
        List<List<ByteBuffer>> splits = Pieces.of(octets);
        Verdict verdict = verdict(splits.get(0));
        splits.stream().skip(1).forEach(pieces -> assertThat(verdict(pieces)).isEqualTo(verdict));
        verdict.response().ifPresent(HandshakesFuzz::check);
    }

    private static Verdict verdict(List<ByteBuffer> pieces) {
        AnswerHead head = new AnswerHead(AnswerLimits.DEFAULT);
        Optional<BackendResponse> response = Optional.empty();
        try {
            for (ByteBuffer piece : pieces) {
                if (response.isEmpty()) {
                    response = head.offer(piece);
                }
            }
        } catch (MalformedAnswer malformed) {
            return new Verdict(Optional.empty(), String.valueOf(malformed.getMessage()), -1);
        }
        return new Verdict(
                response, "", pieces.stream().mapToInt(ByteBuffer::remaining).sum());
    }

    private static void check(BackendResponse response) {
        assertThat(response.status()).isBetween(100, 599);
        assertThat(FieldSyntax.isClean(response.fields())).isTrue();
        StringBuilder written = new StringBuilder("HTTP/1.1 " + response.status() + " \r\n");
        for (Field line : response.fields()) {
            written.append(line.name()).append(": ").append(line.value()).append("\r\n");
        }
        byte[] octets = written.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        if (octets.length <= AnswerLimits.DEFAULT.lineOctets()) {
            assertThat(verdict(List.of(ByteBuffer.wrap(octets)))).isEqualTo(new Verdict(Optional.of(response), "", 0));
        }
        try {
            Optional<String> chosen = SwitchingProtocols.check(response, KEY, OFFERED);
            assertThat(chosen.map(OFFERED::contains).orElse(true)).isTrue();
            assertThat(response.fields().all("Sec-WebSocket-Accept")).containsExactly(AcceptKey.of(KEY));
            assertThat(response.fields().all("Upgrade")).hasSize(1);
        } catch (MalformedAnswer refused) {
            assertThat(refused.getMessage()).startsWith("101 with");
        }
    }
}
