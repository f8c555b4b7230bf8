package dev.gangway.rules;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The name service as access rules ask it about one request; nothing is looked up before they do. Answers come within a
 * limit or are empty, which means that the answer is unknown: nobody is admitted for it. Confined to the thread that decides.
 */
public interface ClientNames {

    /** The address's name, in lower case; only one that leads back to the address counts, since anyone can claim a name. */
    Optional<String> nameOf(InetAddress client);

    /** Whether one of the name's addresses is the client's. */
    Optional<Boolean> leadsTo(String name, InetAddress client);

    /** What was learnt, in lower case, for the log; empty when nothing was asked. */
    String learnt();

    /** Knows nothing. */
    static ClientNames none() {
        return new ClientNames() {

            @Override
            public Optional<String> nameOf(InetAddress client) {
                return Optional.empty();
            }

            @Override
            public Optional<Boolean> leadsTo(String name, InetAddress client) {
                return Optional.empty();
            }

            @Override
            public String learnt() {
                return "";
            }
        };
    }
}
