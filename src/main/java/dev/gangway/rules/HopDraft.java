package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The lines that {@link HopSettings} are made of, while they are read. Mutable, confined to the parser. */
final class HopDraft {

    final List<String> blocked = new ArrayList<>();
    final List<CapturedHosts.Entry> capturedHosts = new ArrayList<>();
    Optional<ServerIdentity> identity = Optional.empty();
    Optional<Via> via = Optional.empty();
    Optional<Integer> maxForwards = Optional.empty();
    Optional<Boolean> plainOnSockets = Optional.empty();

    /** What this server says goes before what the main server says; blocked words and captured hosts add up. */
    HopSettings finish(Optional<HopDraft> main) {
        List<String> words = new ArrayList<>();
        main.ifPresent(server -> words.addAll(server.blocked));
        words.addAll(blocked);
        List<CapturedHosts.Entry> hosts = new ArrayList<>(capturedHosts);
        main.ifPresent(server -> hosts.addAll(server.capturedHosts));
        OptionalInt initial = maxForwards
                .or(() -> main.flatMap(server -> server.maxForwards))
                .filter(number -> number >= 0)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
        return new HopSettings(
                identity.or(() -> main.flatMap(server -> server.identity)),
                via.or(() -> main.flatMap(server -> server.via)).orElse(Via.OFF),
                initial,
                words,
                new CapturedHosts(hosts),
                plainOnSockets
                        .or(() -> main.flatMap(server -> server.plainOnSockets))
                        .orElse(true));
    }
}
