package dev.gangway.balancer;

import dev.gangway.rules.HandshakeRate;
import dev.gangway.rules.SocketLimits;
import dev.gangway.rules.Sourced;
import dev.gangway.rules.WorkerDefinition;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The places of all WebSocket sessions, those under way included: overall, for each worker, for each client; and how fast
 * new ones may come. Nobody waits here: what is over a limit is refused at once and takes nothing. Thread-safe.
 */
public final class SocketPlaces {

    /** Clients whose rate is remembered; of more, those that were quiet for the longest are forgotten. */
    static final int MAX_REMEMBERED = 65_536;

    /** When a full house may be worth another look. Nobody knows when a session ends. */
    static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(10);

    private final SocketLimits limits;
    private final PlaceTimer clock;
    private final Map<String, Integer> ofWorker = new HashMap<>();
    private final Map<ClientGroup, Integer> ofClient = new HashMap<>();
    private final Map<ClientGroup, TokenBucket> rates = new RememberedRates();
    private final TokenBucket rate;
    private int taken;

    public SocketPlaces(SocketLimits limits, PlaceTimer clock) {
        this.limits = limits;
        this.clock = clock;
        this.rate = new TokenBucket(limits.rate().value(), clock.nanoTime());
    }

    /** What became of one handshake. */
    public sealed interface Admission {

        /** It has a place, to be given back when the session or the attempt is over. */
        record Entered(Place place) implements Admission {}

        /**
         * It has none.
         *
         * @param tooFast whether it is for a rate; otherwise there are too many sessions
         */
        record Refused(boolean tooFast, String reason, Duration retryAfter) implements Admission {}
    }

    /** One taken place. Thread-safe. */
    public final class Place {

        private final String worker;
        private final ClientGroup client;
        private final AtomicBoolean released = new AtomicBoolean();

        private Place(String worker, ClientGroup client) {
            this.worker = worker;
            this.client = client;
        }

        /** Gives the place back; the second time does nothing. */
        public void release() {
            if (released.compareAndSet(false, true)) {
                leave(this);
            }
        }
    }

    /** Takes a place, unless a limit is reached; the client's address is literal. */
    public synchronized Admission enter(WorkerDefinition worker, String clientAddress) {
        ClientGroup client = ClientGroup.of(clientAddress);
        Optional<Admission> refused = full(worker, client).or(() -> tooFast(client));
        if (refused.isPresent()) {
            return refused.get();
        }
        taken++;
        ofWorker.merge(worker.name(), 1, Integer::sum);
        ofClient.merge(client, 1, Integer::sum);
        return new Admission.Entered(new Place(worker.name(), client));
    }

    private Optional<Admission> full(WorkerDefinition worker, ClientGroup client) {
        Sourced<Integer> all = limits.sessions();
        if (all.value() > 0 && taken >= all.value()) {
            return full("all " + all.value() + " sessions of " + all.source());
        }
        OptionalInt most = worker.parameters().maxSockets();
        if (most.isPresent() && ofWorker.getOrDefault(worker.name(), 0) >= most.getAsInt()) {
            return full("all " + most.getAsInt() + " sessions of " + worker.name() + ", "
                    + worker.sources().of("maxsockets"));
        }
        Sourced<Integer> each = limits.clientSessions();
        if (each.value() > 0 && ofClient.getOrDefault(client, 0) >= each.value()) {
            return full("all " + each.value() + " sessions of client " + client.name() + ", " + each.source());
        }
        return Optional.empty();
    }

    private static Optional<Admission> full(String which) {
        return Optional.of(new Admission.Refused(false, which + " are taken", RETRY_WHEN_FULL));
    }

    /** A handshake that one rate refuses is none for the other. */
    private Optional<Admission> tooFast(ClientGroup client) {
        long now = clock.nanoTime();
        Sourced<HandshakeRate> ofAll = limits.rate();
        Sourced<HandshakeRate> ofEach = limits.clientRate();
        long all = ofAll.value().limits() ? rate.waits(now) : 0;
        if (all > 0) {
            return tooFast("all together, limit " + ofAll.value() + " of " + ofAll.source(), all);
        }
        if (ofEach.value().limits()) {
            TokenBucket own = rates.computeIfAbsent(client, unused -> new TokenBucket(ofEach.value(), now));
            long each = own.waits(now);
            if (each > 0) {
                return tooFast(
                        "of client " + client.name() + ", limit " + ofEach.value() + " of " + ofEach.source(), each);
            }
            own.take();
        }
        if (ofAll.value().limits()) {
            rate.take();
        }
        return Optional.empty();
    }

    private static Optional<Admission> tooFast(String which, long nanos) {
        return Optional.of(new Admission.Refused(true, "handshakes " + which, Duration.ofNanos(nanos)));
    }

    private synchronized void leave(Place place) {
        taken--;
        oneLess(ofWorker, place.worker);
        oneLess(ofClient, place.client);
    }

    private static <K> void oneLess(Map<K, Integer> counts, K key) {
        int left = counts.getOrDefault(key, 0) - 1;
        if (left > 0) {
            counts.put(key, left);
        } else {
            counts.remove(key);
        }
    }

    /** Sessions and handshakes under way now. */
    public synchronized int taken() {
        return taken;
    }

    /** Those of one worker. */
    public synchronized int takenAt(String worker) {
        return ofWorker.getOrDefault(worker, 0);
    }

    /** Clients that have any. */
    synchronized int clients() {
        return ofClient.size();
    }

    /** Clients whose rate is remembered. */
    synchronized int remembered() {
        return rates.size();
    }

    /** The one that was asked for the longest time ago goes first. */
    private static final class RememberedRates extends LinkedHashMap<ClientGroup, TokenBucket> {

        private static final long serialVersionUID = 1L;

        RememberedRates() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientGroup, TokenBucket> eldest) {
            return size() > MAX_REMEMBERED;
        }
    }
}
