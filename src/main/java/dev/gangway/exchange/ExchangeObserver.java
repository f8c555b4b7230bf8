package dev.gangway.exchange;

import dev.gangway.rules.ProxyPass;
import java.util.Optional;

/** Told about every exchange once, when its HTTP part has ended. Called from any thread; must not block. */
@FunctionalInterface
public interface ExchangeObserver {

    void ended(Summary summary);

    /**
     * What an exchange was. Immutable; texts are as received, so whoever prints them escapes them.
     *
     * @param target path and query as the client sent them
     * @param rule the chosen mapping; empty when none was chosen
     * @param failure empty when all went well
     */
    record Summary(
            String id,
            String method,
            String target,
            String client,
            Optional<ProxyPass> rule,
            Optional<Failure> failure) {

        public static Summary of(ClientRequest clientRequest, Optional<ProxyPass> rule, Optional<Failure> failure) {
            String path = clientRequest.path().forwarded();
            return new Summary(
                    clientRequest.id(),
                    clientRequest.method(),
                    clientRequest.query().map(query -> path + "?" + query).orElse(path),
                    clientRequest.connection().remoteAddress(),
                    rule,
                    failure);
        }
    }
}
