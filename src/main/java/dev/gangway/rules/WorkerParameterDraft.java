package dev.gangway.rules;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The worker parameters of one rule line, as far as it names them. Mutable, confined to the parser. */
final class WorkerParameterDraft {

    Optional<Integer> max = Optional.empty();
    Optional<Boolean> reuse = Optional.empty();
    Optional<Boolean> keepAlive = Optional.empty();
    Optional<Duration> acquire = Optional.empty();
    Optional<Duration> connectTimeout = Optional.empty();
    Optional<Duration> timeout = Optional.empty();
    Optional<Integer> maxSockets = Optional.empty();
    OptionalLong spool = OptionalLong.empty();
    Optional<Integer> keepIdleSeconds = Optional.empty();
    Optional<Integer> waiting = Optional.empty();
    Optional<Integer> lineOctets = Optional.empty();
    Optional<Integer> headLines = Optional.empty();
    Optional<Integer> headOctets = Optional.empty();
    Optional<Integer> interim = Optional.empty();
    Optional<Integer> receiveBuffer = Optional.empty();

    /** What is read and checked and has no effect yet, by the parameter's name. */
    final Map<String, String> kept = new TreeMap<>();

    /** Where parameters were given, by name. */
    final Map<String, Position> places = new HashMap<>();

    /** Not the worker's but the rule's own: two rules may share a worker and differ in it. */
    Upgrade upgrade = Upgrade.WEBSOCKET;

    /** The rule's own, too. */
    boolean nocanon;

    /** The parameter with its place, for explanations; empty where it is not given. */
    Optional<String> source(String name) {
        return Optional.ofNullable(places.get(name)).map(place -> name + "= of " + place);
    }
}
