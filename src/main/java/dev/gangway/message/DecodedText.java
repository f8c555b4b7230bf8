package dev.gangway.message;

/**
 * A cleaned path decoded, with the place of every decoded char in the cleaned text, so that a match in the one gives octets
 * of the other. A valid UTF-8 sequence is its character, any other octet above 0x7F the ISO-8859-1 character: one stray
 * octet must not change how the rest of the path reads. An encoded slash that has come so far stays encoded. Immutable.
 */
final class DecodedText {

    private static final int REPLACED = -1;

    private final String decoded;
    private final int[] offsets;

    private DecodedText(String decoded, int[] offsets) {
        this.decoded = decoded;
        this.offsets = offsets;
    }

    static DecodedText of(String cleaned) {
        int[] octets = new int[cleaned.length()];
        int[] starts = new int[cleaned.length() + 1];
        int count = 0;
        int at = 0;
        while (at < cleaned.length()) {
            starts[count] = at;
            char character = cleaned.charAt(at);
            boolean encodedSlash = character == '%' && cleaned.regionMatches(true, at, "%2F", 0, 3);
            if (character == '%' && !encodedSlash) {
                int high = PathCleaner.hexDigit(cleaned.charAt(at + 1));
                octets[count] = high * 16 + PathCleaner.hexDigit(cleaned.charAt(at + 2));
                at += 3;
            } else {
                octets[count] = character & 0xFF;
                at++;
            }
            count++;
        }
        starts[count] = cleaned.length();
        return decode(octets, count, starts);
    }

    private static DecodedText decode(int[] octets, int count, int[] starts) {
        StringBuilder decoded = new StringBuilder(count);
        int[] offsets = new int[count + 1];
        int octet = 0;
        while (octet < count) {
            int length = length(octets[octet]);
            int character = length == 1 || octet + length > count ? REPLACED : codePoint(octets, octet, length);
            if (character == REPLACED) {
                character = octets[octet];
                length = 1;
            }
            int next = starts[octet + length];
            int begin = decoded.length();
            decoded.appendCodePoint(character);
            offsets[begin] = starts[octet];
            if (decoded.length() - begin == 2) {
                offsets[begin + 1] = next;
            }
            octet += length;
        }
        offsets[decoded.length()] = starts[count];
        return new DecodedText(decoded.toString(), offsets);
    }

    String decoded() {
        return decoded;
    }

    /** Where the decoded char begins in the cleaned text; for the length of {@code decoded}, its end. */
    int offset(int index) {
        return offsets[index];
    }

    /** How many octets a sequence has that begins with this one; 1 for ASCII and for what begins none (RFC 3629). */
    private static int length(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return 1;
        }
        return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }

    private static int codePoint(int[] octets, int from, int length) {
        int character = octets[from] & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            if ((octets[from + i] & 0xC0) != 0x80) {
                return REPLACED;
            }
            character = (character << 6) | (octets[from + i] & 0x3F);
        }
        int least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
        boolean surrogate = character >= 0xD800 && character <= 0xDFFF;
        return character < least || surrogate || character > Character.MAX_CODE_POINT ? REPLACED : character;
    }
}
