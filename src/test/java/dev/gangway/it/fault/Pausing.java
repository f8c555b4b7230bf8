package dev.gangway.it.fault;

import java.io.ByteArrayOutputStream;

/** Takes a rest, once, when so many octets have come. Confined to one thread. */
final class Pausing extends ByteArrayOutputStream {
    private final int octets;
    private final Runnable rest;
    private boolean rested;

    Pausing(int octets, Runnable rest) {
        this.octets = octets;
        this.rest = rest;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        super.write(bytes, offset, length);
        if (!rested && size() >= octets) {
            rested = true;
            rest.run();
        }
    }
}
