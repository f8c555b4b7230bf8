package dev.gangway.exchange;

import dev.gangway.balancer.ManualTimer;
import dev.gangway.balancer.Workers;
import dev.gangway.message.CanonicalPath;
import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import java.util.List;
import java.util.Optional;

/** Client requests, rule sets and deciders for tests, in a few words. */
final class Requests {

    private Requests() {}

    static RuleSet rules(String... lines) {
        ParseResult result = RulesParser.parse(List.of(new RulesSource("test.conf", String.join("\n", lines))));
        return ((ParseResult.Parsed) result).rules();
    }

    static Decider decider(String... lines) {
        RuleSet rules = rules(lines);
        return new Decider(rules, new Workers(rules.workers(), new ManualTimer()));
    }

    static Decision decide(String rules, String target, Fields fields) {
        return decider(rules).decide(request("GET", target, fields));
    }

    static ClientRequest request(String method, String target, Fields fields) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        return new ClientRequest(
                "id1",
                method,
                (CanonicalPath) CanonicalPath.parse(path),
                mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1)),
                fields,
                new RequestContent.None(),
                new ClientRequest.Connection("https", "front.example", 8443, "192.0.2.7", "192.0.2.1", 8443, "", true),
                ClientRequest.Login.none());
    }

    static Fields fields(String... namesAndValues) {
        Fields.Builder fields = Fields.builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields.build();
    }
}
