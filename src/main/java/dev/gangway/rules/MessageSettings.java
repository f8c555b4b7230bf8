package dev.gangway.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a server or section says about the messages that pass and the answers that Gangway gives itself. Immutable.
 *
 * @param errorOverride ProxyErrorOverride: Gangway's own page goes in place of a backend's error
 * @param overridden the status codes that this holds for, in order; empty for all from 400
 * @param documents ErrorDocument: the text by status code; an empty text means Gangway's own page
 * @param canonicalName UseCanonicalName: own URLs are made from ServerName
 * @param bodyLimit LimitRequestBody in octets; 0 means no limit
 * @param continues Proxy100Continue: the backend, not Gangway, answers Expect: 100-continue
 */
public record MessageSettings(
        Optional<Boolean> errorOverride,
        List<Integer> overridden,
        Map<Integer, String> documents,
        Optional<Boolean> canonicalName,
        Optional<Sourced<Long>> bodyLimit,
        Optional<Boolean> continues) {

    public static final MessageSettings NONE = new MessageSettings(
            Optional.empty(), List.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public MessageSettings {
        overridden = overridden.stream().distinct().sorted().toList();
        documents = Map.copyOf(documents);
    }

    /** With those of a section that comes later: codes and documents add up, as in httpd; single values are replaced. */
    MessageSettings with(MessageSettings later) {
        Map<Integer, String> both = new TreeMap<>(documents);
        both.putAll(later.documents);
        return new MessageSettings(
                later.errorOverride.or(() -> errorOverride),
                Stream.concat(overridden.stream(), later.overridden.stream()).toList(),
                both,
                later.canonicalName.or(() -> canonicalName),
                later.bodyLimit.or(() -> bodyLimit),
                later.continues.or(() -> continues));
    }

    /** With the smaller of both limits of content. */
    public MessageSettings limitedAlsoBy(MessageSettings other) {
        Optional<Sourced<Long>> smaller = Stream.concat(bodyLimit.stream(), other.bodyLimit.stream())
                .filter(limit -> limit.value() > 0)
                .min(Comparator.comparing(Sourced::value));
        return new MessageSettings(
                errorOverride, overridden, documents, canonicalName, smaller.or(() -> bodyLimit), continues);
    }

    /** Whether the content of a backend's answer stays behind. */
    public boolean overrides(int status) {
        return errorOverride.orElse(false) && (overridden.isEmpty() ? status >= 400 : overridden.contains(status));
    }

    /** The text of the proxy's own answer with that status. */
    public Optional<String> document(int status) {
        return Optional.ofNullable(documents.get(status)).filter(text -> !text.isEmpty());
    }

    /** Whether so many octets are more than a request's content may have. */
    public boolean tooLong(long octets) {
        return bodyLimit
                .filter(limit -> limit.value() > 0 && octets > limit.value())
                .isPresent();
    }
}
