package dev.gangway.mapping;

import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.ProxyPass;
import dev.gangway.rules.Upgrade;
import dev.gangway.rules.WorkerDefinition;
import java.util.Optional;

/** What the rules make of a path. Immutable. */
public sealed interface Found {

    /**
     * The path goes to a backend.
     *
     * @param path as forwarded: begins with a slash, visible ASCII, no query
     * @param decodedUrl the target URL before it is encoded, which is what {@code <Proxy>} sections match; of a backend on a
     *     socket as httpd has it there, without the socket for ProxyPass and with it for RewriteRule
     * @param through set where a balancer chose the backend: sections match its URL
     */
    record Mapped(
            ProxyPass rule,
            WorkerDefinition worker,
            BackendOrigin origin,
            Upgrade upgrade,
            String path,
            String decodedUrl,
            Optional<Through> through)
            implements Found {

        /** The same by another worker. */
        public Mapped servedBy(WorkerDefinition other) {
            return new Mapped(rule, other, origin, upgrade, path, decodedUrl, through);
        }

        /** The target URL as workers are named, with the socket. */
        public String workerUrl() {
            return decodedUrl.startsWith(origin.beforeUrl()) ? decodedUrl : origin.beforeUrl() + decodedUrl;
        }

        /** Whether sections may know the backend by another URL than httpd's: those restrict as well. */
        boolean hasOtherUrls() {
            return through.isPresent() || origin.socket().isPresent();
        }
    }

    /**
     * The balancer's URL that a rule led to, before a member took its place.
     *
     * @param balancerUrl without a path
     * @param path decoded, begins with a slash
     */
    record Through(String balancerUrl, String path) {}

    /** A rule with {@code !} ended the search. */
    record Excluded(ProxyPass rule) implements Found {}

    record NotMapped() implements Found {}

    /**
     * The rule's captures name a backend that the server does not list: answered 403.
     *
     * @param reason in lower case, for the log
     */
    record Unlisted(String reason) implements Found {}

    /**
     * The path means one thing to us and another to a servlet container, or the target would mean another thing to the
     * backend: answered 400.
     *
     * @param reason in lower case, for the log
     */
    record Ambiguous(String reason) implements Found {}
}
