package dev.gangway.rules;

import java.net.InetAddress;
import java.util.List;

/** The Require lines of one section: one that admits is enough (httpd's implicit RequireAny). Immutable. */
public record Requirements(Position position, List<Requirement> lines) implements AccessCheck {

    public Requirements {
        lines = List.copyOf(lines);
    }

    @Override
    public boolean admits(InetAddress client) {
        return lines.stream().anyMatch(line -> line.admits(client));
    }
}
