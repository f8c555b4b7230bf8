package dev.gangway.access;

import dev.gangway.mapping.Found;
import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.AccessCheck;
import dev.gangway.rules.AccessSection;
import dev.gangway.rules.HostRules;
import dev.gangway.rules.Requirements;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.SectionTarget;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The access sections of a rule set. All that cover a request are merged in the order of the text, {@code <Proxy>} before
 * {@code <Location>}: the later one replaces what the earlier said in the same vocabulary; both vocabularies must admit.
 * Immutable.
 */
public final class AccessPolicy {

    private final List<AccessSection> sections;

    private AccessPolicy(List<AccessSection> sections) {
        this.sections = List.copyOf(sections);
    }

    public static AccessPolicy compile(RuleSet rules) {
        Predicate<AccessSection> proxy = section -> section.target() instanceof SectionTarget.ProxyPrefix
                || section.target() instanceof SectionTarget.ProxyGlob;
        return new AccessPolicy(Stream.concat(
                        rules.access().stream().filter(proxy),
                        rules.access().stream().filter(proxy.negate()))
                .toList());
    }

    /** Denies when the path is denied as we read it or as a servlet container does. */
    public AccessDecision decide(Found.Mapped target, CanonicalPath path, InetAddress client) {
        AccessDecision ours = decide(CoveredNames.of(target, path.decoded()), client);
        if (ours instanceof AccessDecision.Denied) {
            return ours;
        }
        return decide(CoveredNames.withoutParameters(target, path.decodedWithoutParameters()), client);
    }

    private AccessDecision decide(CoveredNames names, InetAddress client) {
        List<AccessSection> covering = sections.stream()
                .filter(section -> names.coveredBy(section.target()))
                .toList();
        return denied(last(covering, HostRules.class), client)
                .or(() -> denied(last(covering, Requirements.class), client))
                .orElseGet(AccessDecision.Allowed::new);
    }

    private static Optional<AccessCheck> last(List<AccessSection> covering, Class<? extends AccessCheck> kind) {
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
