package dev.gangway.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.fuzz.FuzzInput;
import dev.gangway.message.PathPolicy.EncodedSlashes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A policy in one char, then a raw path: its canonical form means one thing and stays what it is. */
public final class PathsFuzz {

    private static final EncodedSlashes[] ENCODED_SLASHES = EncodedSlashes.values();
    private static final int EVERY_OFFSET = 300;

    private PathsFuzz() {}

    public static void fuzzerTestOneInput(byte[] octets) {
        FuzzInput input = new FuzzInput(octets);
        int choice = input.choice(12);
        PathPolicy policy = new PathPolicy(ENCODED_SLASHES[choice % 3], choice / 3 % 2 == 0);
        byte[] rest = input.rest();
        String raw = new String(rest, choice / 6 == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        PathResult result = CanonicalPath.parse(raw, policy);
        if (result instanceof RefusedPath refused) {
            assertThat(refused.status()).isIn(400, 404);
            assertThat(refused.reason()).isNotBlank();
        } else if (result instanceof CanonicalPath path) {
            check(path, policy);
            checkOffsets(path);
            checkBelow(path, "/app");
            checkBelow(path, "/\u00e9 ;");
        }
    }

    private static void check(CanonicalPath path, PathPolicy policy) {
        assertThat(path.forwarded())
                .startsWith("/")
                .matches(FieldSyntax::isVisible)
                .doesNotContain("?", "#");
        assertThat(dotSegments(path.forwarded())).isFalse();
        assertThat(CanonicalPath.parse(path.forwarded(), policy)).isEqualTo(path);
        CanonicalPath cut = path.withoutParameters();
        assertThat(cut.forwarded()).startsWith("/").doesNotContain(";", "//");
        assertThat(dotSegments(cut.forwarded())).isFalse();
        assertThat(cut.withoutParameters()).isEqualTo(cut);
        assertThat(dotSegments(path.decodedWithSlashes())).isFalse();
        if (CanonicalPath.parse(CanonicalPath.encode(path.decoded()), PathPolicy.KEEPING)
                instanceof CanonicalPath encoded) {
            assertThat(encoded.decoded()).isEqualTo(path.decoded());
        }
    }

    private static void checkOffsets(CanonicalPath path) {
        int length = path.decoded().length();
        assertThat(path.forwarded(0, length)).isEqualTo(path.forwarded());
        if (length < EVERY_OFFSET) {
            for (int at = 0; at <= length; at++) {
                assertThat(path.forwarded(0, at) + path.forwarded(at, length)).isEqualTo(path.forwarded());
            }
        }
    }

    /** Whoever cuts parameters first is in the same place. */
    private static void checkBelow(CanonicalPath path, String context) {
        Optional<CanonicalPath> below = path.below(context);
        if (below.isPresent()) {
            String rest = below.get().decodedWithoutParameters();
            assertThat(path.decodedWithoutParameters())
                    .isIn(context + rest, rest.equals("/") ? context : context + rest);
            assertThat(dotSegments(below.get().forwarded())).isFalse();
        }
    }

    private static boolean dotSegments(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
