package dev.gangway.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Octets as they may come from a socket: whole, one by one, in pieces of any size. Stateless. */
public final class Pieces {

    private static final int LARGEST = 40;

    private Pieces() {}

    /** Several ways to cut the same octets; the same ones for the same octets. */
    public static List<List<ByteBuffer>> of(byte[] octets) {
        Random random = new Random(octets.length);
        return List.of(
                cut(octets, octets.length), cut(octets, 1), cut(octets, random, 4), cut(octets, random, LARGEST));
    }

    private static List<ByteBuffer> cut(byte[] octets, int size) {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int at = 0; at < octets.length; at += size) {
            pieces.add(ByteBuffer.wrap(octets, at, Math.min(size, octets.length - at)));
        }
        return pieces;
    }

    private static List<ByteBuffer> cut(byte[] octets, Random random, int largest) {
        List<ByteBuffer> pieces = new ArrayList<>();
        int at = 0;
        while (at < octets.length) {
            int size = Math.min(1 + random.nextInt(largest), octets.length - at);
            pieces.add(ByteBuffer.wrap(octets, at, size));
            at += size;
        }
        return pieces;
    }
}
