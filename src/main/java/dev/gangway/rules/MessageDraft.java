package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The lines that {@link MessageSettings} are made of, while they are read. Mutable, confined to the parser. */
final class MessageDraft {

    final List<Integer> overridden = new ArrayList<>();
    final Map<Integer, String> documents = new TreeMap<>();
    Optional<Boolean> errorOverride = Optional.empty();
    Optional<Boolean> canonicalName = Optional.empty();
    Optional<Sourced<Long>> bodyLimit = Optional.empty();
    Optional<Boolean> continues = Optional.empty();

    MessageSettings settings() {
        return new MessageSettings(errorOverride, overridden, documents, canonicalName, bodyLimit, continues);
    }
}
