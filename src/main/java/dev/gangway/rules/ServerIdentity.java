package dev.gangway.rules;

import java.util.Optional;
import java.util.OptionalInt;

/** A ServerName line in its parts: {@code [scheme://]name[:port]}. Immutable. */
public record ServerIdentity(Optional<String> scheme, String name, OptionalInt port) {

    /**
     * The authority of this server's own URLs: without a port of its own it has the scheme's default one, as in httpd.
     *
     * @param fallback the scheme where ServerName names none
     */
    public String authority(String fallback) {
        int ownPort = BackendOrigin.defaultPort(scheme(fallback));
        return port.isPresent() && port.getAsInt() != ownPort ? name + ":" + port.getAsInt() : name;
    }

    public String scheme(String fallback) {
        return scheme.orElse(fallback);
    }
}
