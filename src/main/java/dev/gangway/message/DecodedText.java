package dev.gangway.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A cleaned path decoded, with the place of every decoded char in the cleaned text, so that a match in the one gives octets
 * of the other. Immutable.
 */
final class DecodedText {

    private final String decoded;
    private final int[] offsets;

    private DecodedText(String decoded, int[] offsets) {
        this.decoded = decoded;
        this.offsets = offsets;
    }

    static DecodedText of(String cleaned) {
        byte[] octets = new byte[cleaned.length()];
        int[] starts = new int[cleaned.length() + 1];
        int count = 0;
        int at = 0;
        while (at < cleaned.length()) {
            starts[count] = at;
            char character = cleaned.charAt(at);
            if (character == '%') {
                int high = PathCleaner.hexDigit(cleaned.charAt(at + 1));
                octets[count] = (byte) (high * 16 + PathCleaner.hexDigit(cleaned.charAt(at + 2)));
                at += 3;
            } else {
                octets[count] = (byte) character;
                at++;
            }
            count++;
        }
        starts[count] = cleaned.length();
        try {
            ByteBuffer all = ByteBuffer.wrap(octets, 0, count);
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(all).toString();
            return new DecodedText(decoded, charOffsets(decoded, starts));
        } catch (CharacterCodingException notUtf8) {
            // expected here: httpd matches bytes of any charset, and one char per octet does the same
            return new DecodedText(new String(octets, 0, count, StandardCharsets.ISO_8859_1), starts);
        }
    }

    String decoded() {
        return decoded;
    }

    /** Where the decoded char begins in the cleaned text; for the length of {@code decoded}, its end. */
    int offset(int index) {
        return offsets[index];
    }

    private static int[] charOffsets(String decoded, int[] starts) {
        int[] offsets = new int[decoded.length() + 1];
        int octet = 0;
        int at = 0;
        while (at < decoded.length()) {
            int character = decoded.codePointAt(at);
            offsets[at] = starts[octet];
            octet += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (Character.charCount(character) == 2) {
                offsets[at + 1] = starts[octet];
            }
            at += Character.charCount(character);
        }
        offsets[decoded.length()] = starts[octet];
        return offsets;
    }
}
