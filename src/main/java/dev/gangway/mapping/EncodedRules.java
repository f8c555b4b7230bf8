package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rules with {@code mapping=} of one server, in their order: held against the path as it is encoded, and before all other
 * rules (mod_proxy.md section 4.5). Immutable.
 */
final class EncodedRules {

    private final List<Mapping> mappings;
    private final MappingIndex index;

    /** @param mappings all of the server; the others are left out */
    EncodedRules(List<Mapping> mappings) {
        this.mappings =
                mappings.stream().filter(mapping -> mapping.rule().encoded()).toList();
        this.index = MappingIndex.of(
                this.mappings.stream().map(Mapping::literalBeginning).toList());
    }

    Optional<Mapping> first(CanonicalPath encoded, boolean sockets) {
        if (mappings.isEmpty()) {
            return Optional.empty();
        }
        CanonicalPath cut = encoded.withoutParameters();
        IntStream candidates = index.candidates(encoded.forwarded());
        if (!cut.equals(encoded)) {
            int[] both = IntStream.concat(candidates, index.candidates(cut.forwarded()))
                    .toArray();
            Arrays.sort(both);
            candidates = Arrays.stream(both);
        }
        return candidates
                .mapToObj(mappings::get)
                .filter(mapping -> mapping.open(sockets) && mapping.matchesEncoded(encoded))
                .findFirst();
    }
}
