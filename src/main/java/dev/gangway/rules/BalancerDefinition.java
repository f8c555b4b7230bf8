package dev.gangway.rules;

import java.util.List;
import java.util.Map;

/**
 * One balancer with its members in the order of the text (mod_proxy.md section 2.2). Immutable.
 *
 * @param name in lower case, without the scheme
 * @param parameters what selecting among members will need, by httpd's names; checked
 */
public record BalancerDefinition(String name, List<BalancerMember> members, Map<String, String> parameters) {

    public BalancerDefinition {
        members = List.copyOf(members);
        parameters = Map.copyOf(parameters);
    }

    /** As rules and {@code <Proxy>} sections name it. */
    public String url() {
        return "balancer://" + name;
    }
}
