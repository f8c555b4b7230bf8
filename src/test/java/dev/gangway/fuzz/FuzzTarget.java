package dev.gangway.fuzz;

import dev.gangway.exchange.AnswersFuzz;
import dev.gangway.exchange.DecisionsFuzz;
import dev.gangway.exchange.ForwardedFuzz;
import dev.gangway.httpclient.ChunksFuzz;
import dev.gangway.httpclient.HeadsFuzz;
import dev.gangway.message.PathsFuzz;
import dev.gangway.rules.RulesFuzz;
import dev.gangway.servlet.RequestsFuzz;
import dev.gangway.websocket.FramesFuzz;
import dev.gangway.websocket.HandshakesFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Everything that is fuzzed; the corpus of each lies in a folder of its name. */
enum FuzzTarget {
    ANSWERS(AnswersFuzz.class, AnswersFuzz::fuzzerTestOneInput),
    CHUNKS(ChunksFuzz.class, ChunksFuzz::fuzzerTestOneInput),
    DECISIONS(DecisionsFuzz.class, DecisionsFuzz::fuzzerTestOneInput),
    FORWARDED(ForwardedFuzz.class, ForwardedFuzz::fuzzerTestOneInput),
    FRAMES(FramesFuzz.class, FramesFuzz::fuzzerTestOneInput),
    HANDSHAKES(HandshakesFuzz.class, HandshakesFuzz::fuzzerTestOneInput),
    HEADS(HeadsFuzz.class, HeadsFuzz::fuzzerTestOneInput),
    PATHS(PathsFuzz.class, PathsFuzz::fuzzerTestOneInput),
    REQUESTS(RequestsFuzz.class, RequestsFuzz::fuzzerTestOneInput),
    RULES(RulesFuzz.class, RulesFuzz::fuzzerTestOneInput);

    /** Throws when the input breaks a property. */
    interface Property {
        void holds(byte[] octets) throws Exception;
    }

    final Class<?> type;

    @SuppressWarnings("ImmutableEnumChecker") // method references, without any state
    final Property property;

    FuzzTarget(Class<?> type, Property property) {
        this.type = type;
        this.property = property;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    Path folder() {
        return Path.of("src/test/resources/fuzz").resolve(title());
    }

    List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().toList();
        }
    }
}
