package dev.gangway.balancer;

import dev.gangway.rules.HandshakeRate;

/** What is left of a rate: full at first, refilled as time goes by. Mutable, confined to its owner's lock. */
final class TokenBucket {

    private final double perNano;
    private final double most;
    private double tokens;
    private long filledAt;

    TokenBucket(HandshakeRate rate, long now) {
        this.perNano = rate.count() / (double) rate.per().toNanos();
        this.most = rate.burst();
        this.tokens = most;
        this.filledAt = now;
    }

    /** Nanoseconds until there is a token; 0 when there is one. */
    long waits(long now) {
        tokens = Math.min(most, tokens + (now - filledAt) * perNano);
        filledAt = now;
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perNano);
    }

    /** Only when nothing has to be waited for. */
    void take() {
        tokens--;
    }
}
