package dev.gangway.standalone;

import dev.gangway.rules.ClientNames;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The client's name as the command line gives it, in the place of a name service: explaining takes no network. Remembers that
 * it was asked. Confined to one thread.
 */
final class GivenName implements ClientNames {

    private final Optional<String> given;
    private Optional<String> question = Optional.empty();

    GivenName(Optional<String> given) {
        this.given = given;
    }

    @Override
    public Optional<String> nameOf(InetAddress client) {
        question = Optional.of("the name of " + client.getHostAddress());
        return given;
    }

    /** The given name does and no other. */
    @Override
    public Optional<Boolean> leadsTo(String name, InetAddress client) {
        question = Optional.of("the addresses of " + name);
        return given.map(name::equals);
    }

    @Override
    public String learnt() {
        return given.filter(name -> question.isPresent())
                .map(name -> ", called " + name)
                .orElse("");
    }

    /** What a proxy at work would look up, in a line for the operator; empty when nothing was asked. */
    Optional<String> question() {
        return question.map(asked -> "name service: "
                + (given.isPresent() ? "taken from --client-name instead of " : "unknown here, give --client-name for ")
                + asked);
    }
}
