package dev.gangway.rules;

import java.util.Optional;

/** The lines that {@link SocketLimits} are made of, while they are read. Mutable, confined to the parser. */
final class SocketLimitsDraft {

    Optional<Sourced<Integer>> sessions = Optional.empty();
    Optional<Sourced<Integer>> clientSessions = Optional.empty();
    Optional<Sourced<HandshakeRate>> rate = Optional.empty();
    Optional<Sourced<HandshakeRate>> clientRate = Optional.empty();

    SocketLimits finish() {
        return new SocketLimits(
                sessions.orElse(SocketLimits.NONE.sessions()),
                clientSessions.orElse(SocketLimits.NONE.clientSessions()),
                rate.orElse(SocketLimits.NONE.rate()),
                clientRate.orElse(SocketLimits.NONE.clientRate()));
    }
}
