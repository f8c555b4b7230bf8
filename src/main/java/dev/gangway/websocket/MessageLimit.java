package dev.gangway.websocket;

/**
 * Counts the messages of one direction part by part. Once one was larger than the limit nothing is admitted any more.
 * Confined to the thread that delivers the parts.
 */
final class MessageLimit {

    private final long limit;
    private final Runnable onExcess;
    private long octets;
    private boolean exceeded;

    /**
     * @param limit octets; 0 for any
     * @param onExcess told once
     */
    MessageLimit(long limit, Runnable onExcess) {
        this.limit = limit;
        this.onExcess = onExcess;
    }

    boolean admits(String part, boolean last) {
        return limit == 0 || admits(utf8(part), last);
    }

    boolean admits(int partOctets, boolean last) {
        if (limit == 0) {
            return true;
        }
        if (!exceeded && partOctets > limit - octets) {
            exceeded = true;
            onExcess.run();
        }
        octets = last ? 0 : octets + partOctets;
        return !exceeded;
    }

    /** Octets of the text in UTF-8; half a character outside the BMP, which a part may end with, counts as half of four. */
    private static int utf8(String text) {
        int octets = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            octets += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return octets;
    }
}
