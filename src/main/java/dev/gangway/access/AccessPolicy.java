package dev.gangway.access;

import dev.gangway.mapping.Found;
import dev.gangway.mapping.SectionTable;
import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.AccessCheck;
import dev.gangway.rules.HostRules;
import dev.gangway.rules.Requirements;
import dev.gangway.rules.Section;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who may pass, by the sections of one server that cover a request: the later one replaces what the earlier said in the same
 * vocabulary; both vocabularies must admit. Immutable.
 */
public final class AccessPolicy {

    private final SectionTable sections;

    public AccessPolicy(SectionTable sections) {
        this.sections = sections;
    }

    /** Denies when the path is denied as we read it or as a servlet container does. */
    public AccessDecision decide(Found.Mapped target, CanonicalPath path, InetAddress client) {
        AccessDecision ours = decide(sections.covering(target, path), client);
        return ours instanceof AccessDecision.Denied
                ? ours
                : decide(sections.coveringWithoutParameters(target, path), client);
    }

    private static AccessDecision decide(List<Section> covering, InetAddress client) {
        return denied(last(covering, HostRules.class), client)
                .or(() -> denied(last(covering, Requirements.class), client))
                .orElseGet(AccessDecision.Allowed::new);
    }

    private static Optional<AccessCheck> last(List<Section> covering, Class<? extends AccessCheck> kind) {
        return covering.stream()
                .flatMap(section -> section.checks().stream())
                .filter(kind::isInstance)
                .reduce((earlier, later) -> later);
    }

    private static Optional<AccessDecision> denied(Optional<AccessCheck> check, InetAddress client) {
        return check.filter(rules -> !rules.admits(client))
                .map(rules -> new AccessDecision.Denied(
                        rules.position(),
                        (rules instanceof HostRules ? "order allow deny" : "require") + " does not admit "
                                + client.getHostAddress()));
    }
}
