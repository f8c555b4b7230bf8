package dev.gangway.rules;

import java.util.Map;

/**
 * One member of a balancer. Immutable.
 *
 * @param path of its URL, which goes before the rule's; may be empty
 * @param worker the name of the {@link WorkerDefinition} that serves it
 * @param parameters what selecting among members will need, by httpd's names; checked
 */
public record BalancerMember(
        Position position,
        BackendOrigin origin,
        String path,
        String worker,
        Upgrade upgrade,
        Map<String, String> parameters) {

    public BalancerMember {
        upgrade = upgrade.on(origin.scheme());
        parameters = Map.copyOf(parameters);
    }
}
