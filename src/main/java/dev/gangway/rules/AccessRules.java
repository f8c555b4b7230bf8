package dev.gangway.rules;

import java.util.Optional;

/**
 * What sections say about access, in httpd's two vocabularies. Immutable.
 *
 * @param satisfy empty means All
 */
public record AccessRules(Optional<HostRules> hosts, Optional<Requirements> requirements, Optional<Satisfy> satisfy) {

    public static final AccessRules NONE = new AccessRules(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether one of the two vocabularies is enough; one that says nothing admits, in either case. */
    public enum Satisfy {
        ALL,
        ANY
    }

    /**
     * With those of a section that comes later: what it says replaces what was said in the same vocabulary, and Satisfy goes
     * with Order, Allow and Deny. In httpd a lone Satisfy drops those of the sections before; here they stay.
     */
    public AccessRules with(AccessRules later) {
        return new AccessRules(
                later.hosts.or(() -> hosts),
                later.requirements.or(() -> requirements),
                later.satisfy.or(() -> later.hosts.isPresent() ? Optional.empty() : satisfy));
    }
}
