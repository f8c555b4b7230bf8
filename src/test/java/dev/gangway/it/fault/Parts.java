package dev.gangway.it.fault;

import dev.gangway.testing.BackendCall;
import dev.gangway.testing.FakeBackend;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The script of the matrix's backend: each request is played by the part of its tag. Thread-safe. */
final class Parts implements FakeBackend.Script {
    private final Map<String, BackendPart> parts = new ConcurrentHashMap<>();
    private final Executor senders;

    /** @param senders threads for uploads that block */
    Parts(Executor senders) {
        this.senders = senders;
    }

    Executor senders() {
        return senders;
    }

    void put(Tag tag, BackendPart part) {
        parts.put(tag.text(), part);
    }

    void remove(Tag tag) {
        parts.remove(tag.text());
    }

    @Override
    public void answer(BackendCall call) throws IOException {
        String path = call.path();
        BackendPart part = parts.get(path.substring(path.lastIndexOf('/') + 1));
        if (part == null) {
            call.close(); // its client has left, and the request came later
        } else {
            part.play(call);
        }
    }
}
