package dev.gangway.access;

import dev.gangway.mapping.Found;
import dev.gangway.mapping.SectionTable;
import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.AccessFacts;
import dev.gangway.rules.AccessRules;
import dev.gangway.rules.HostRules;
import dev.gangway.rules.Requirements;
import dev.gangway.rules.Section;
import java.util.List;
import java.util.Optional;

/**
 * Who may pass, by the sections of one server that cover a request: the later one replaces what the earlier said in the same
 * vocabulary; both vocabularies must admit, or one of them where the rules say so. Immutable.
 */
public final class AccessPolicy {

    private final SectionTable sections;

    public AccessPolicy(SectionTable sections) {
        this.sections = sections;
    }

    /** Denies when any reading of the request is denied. */
    public AccessDecision decide(Found.Mapped target, CanonicalPath path, AccessFacts facts) {
        for (List<Section> covering : sections.readings(target, path)) {
            AccessDecision decision = decide(covering, facts);
            if (decision instanceof AccessDecision.Denied) {
                return decision;
            }
        }
        return new AccessDecision.Allowed();
    }

    /** By the sections of one reading of a request. */
    public static AccessDecision decide(List<Section> covering, AccessFacts facts) {
        AccessRules rules = AccessRules.NONE;
        for (Section section : covering) {
            rules = rules.with(section.access());
        }
        Optional<AccessDecision> byHosts =
                rules.hosts().filter(hosts -> !hosts.admits(facts)).map(hosts -> denied(hosts, facts));
        Optional<AccessDecision> byRequirements = rules.requirements()
                .filter(requirements -> !requirements.admits(facts))
                .map(requirements -> denied(requirements, facts));
        boolean any = rules.satisfy().filter(AccessRules.Satisfy.ANY::equals).isPresent();
        Optional<AccessDecision> denial =
                any ? byHosts.flatMap(denied -> byRequirements) : byHosts.or(() -> byRequirements);
        return denial.orElseGet(AccessDecision.Allowed::new);
    }

    private static AccessDecision denied(HostRules by, AccessFacts facts) {
        return new AccessDecision.Denied(by.position(), "order allow deny does not admit " + client(facts));
    }

    private static AccessDecision denied(Requirements by, AccessFacts facts) {
        boolean lacksLogin = by.requirement().asksForLogin() && facts.user().isEmpty();
        return new AccessDecision.Denied(
                by.position(),
                "require does not admit " + client(facts) + (lacksLogin ? ", who is not logged in" : ""));
    }

    private static String client(AccessFacts facts) {
        return facts.client().getHostAddress() + facts.names().learnt();
    }
}
