package dev.gangway.rules;

import java.util.List;
import java.util.Optional;

/**
 * What a virtual host answers to (mod_proxy.md section 1.5). Immutable.
 *
 * @param name ServerName in lower case
 * @param aliases ServerAlias; the whole name must match, wildcards cross dots
 * @param addresses the arguments of {@code <VirtualHost>}; empty for the main server
 */
public record ServerNames(Optional<String> name, List<PathPattern> aliases, List<ListenAddress> addresses) {

    public ServerNames {
        aliases = List.copyOf(aliases);
        addresses = List.copyOf(addresses);
    }

    /** Whether a host name, in lower case, is one of these. */
    public boolean answersTo(String host) {
        return name.filter(host::equals).isPresent()
                || aliases.stream().anyMatch(alias -> alias.find(host).isPresent());
    }
}
