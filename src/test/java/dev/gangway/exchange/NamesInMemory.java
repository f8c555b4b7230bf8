package dev.gangway.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A name service of a few records that can be made to hang. Thread-safe. */
final class NamesInMemory implements NameService {

    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, List<InetAddress>> addresses = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile CountDownLatch open = new CountDownLatch(0);

    /** What the address says it is called. */
    NamesInMemory reverse(String address, String name) {
        names.put(address, name);
        return this;
    }

    NamesInMemory forward(String name, String... to) {
        addresses.put(name, List.of(to).stream().map(NamesInMemory::address).toList());
        return this;
    }

    /** Questions get no answer until {@link #answer}. */
    void hang() {
        open = new CountDownLatch(1);
    }

    void answer() {
        open.countDown();
    }

    /** Questions so far; a name that is looked up both ways counts twice. */
    int asked() {
        return asked.get();
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    @Override
    public Optional<String> nameOf(InetAddress address) {
        question();
        return Optional.ofNullable(names.get(address.getHostAddress()));
    }

    @Override
    public List<InetAddress> addressesOf(String name) throws UnknownHostException {
        question();
        List<InetAddress> known = addresses.get(name);
        if (known == null) {
            throw new UnknownHostException(name + ": not one of the records");
        }
        return known;
    }

    private void question() {
        asked.incrementAndGet();
        try {
            if (!open.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the name service answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
