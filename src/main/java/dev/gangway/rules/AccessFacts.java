package dev.gangway.rules;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What access rules ask about one request. Confined to the container's thread that decides: roles are asked of the request.
 *
 * @param server our end of the connection; empty when the container doesn't know
 * @param environment the variables of the request that SetEnvIf and its kin set
 * @param user the name the container's login found; empty without login
 * @param roles whether the user has a role
 * @param names what the client is called
 */
public record AccessFacts(
        InetAddress client,
        Optional<InetAddress> server,
        String method,
        Environment environment,
        Optional<String> user,
        Predicate<String> roles,
        ClientNames names) {

    /** Where no name is known. */
    public AccessFacts(
            InetAddress client,
            Optional<InetAddress> server,
            String method,
            Environment environment,
            Optional<String> user,
            Predicate<String> roles) {
        this(client, server, method, environment, user, roles, ClientNames.none());
    }

    boolean isSet(String variable) {
        return environment.has(variable);
    }
}
