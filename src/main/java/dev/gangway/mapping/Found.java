package dev.gangway.mapping;

import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.ProxyPass;
import dev.gangway.rules.Upgrade;
import dev.gangway.rules.WorkerDefinition;

/** What the rules make of a path. Immutable. */
public sealed interface Found {

    /**
     * The path goes to a backend.
     *
     * @param path as forwarded: begins with a slash, visible ASCII, no query
     * @param decodedUrl the target URL before it is encoded, which is what {@code <Proxy>} sections match
     */
    record Mapped(
            ProxyPass rule,
            WorkerDefinition worker,
            BackendOrigin origin,
            Upgrade upgrade,
            String path,
            String decodedUrl)
            implements Found {}

    /** A rule with {@code !} ended the search. */
    record Excluded(ProxyPass rule) implements Found {}

    record NotMapped() implements Found {}

    /**
     * The path means one thing to us and another to a servlet container, or the target would mean another thing to the
     * backend: answered 400.
     *
     * @param reason in lower case, for the log
     */
    record Ambiguous(String reason) implements Found {}
}
