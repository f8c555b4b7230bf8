package dev.gangway.rules;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** One Require line, or a section of them (mod_authz_core). Immutable. */
public sealed interface Requirement {

    Verdict verdict(AccessFacts facts);

    /** Whether a login could change the verdict. */
    default boolean asksForLogin() {
        return false;
    }

    /** {@code Require all granted} and {@code Require all denied}. */
    record All(boolean granted) implements Requirement {

        @Override
        public Verdict verdict(AccessFacts facts) {
            return Verdict.of(granted);
        }
    }

    /** {@code Require ip}: one of the addresses. */
    record Ip(List<AddressRange> ranges) implements Requirement {

        public Ip {
            ranges = List.copyOf(ranges);
        }

        @Override
        public Verdict verdict(AccessFacts facts) {
            return Verdict.of(ranges.stream().anyMatch(range -> range.contains(facts.client())));
        }
    }

    /** {@code Require local}: a loopback address, or the same one at both ends. */
    record Local() implements Requirement {

        @Override
        public Verdict verdict(AccessFacts facts) {
            InetAddress client = facts.client();
            return client.isLoopbackAddress()
                    ? Verdict.GRANTED
                    : facts.server()
                            .map(server -> Verdict.of(server.equals(client)))
                            .orElse(Verdict.UNKNOWN);
        }
    }

    /** {@code Require host}: the client's name, or its end, is one of them. */
    record Host(List<HostNameEnd> ends) implements Requirement {

        public Host {
            ends = List.copyOf(ends);
        }

        @Override
        public Verdict verdict(AccessFacts facts) {
            return facts.names()
                    .nameOf(facts.client())
                    .map(name -> Verdict.of(ends.stream().anyMatch(end -> end.covers(name))))
                    .orElse(Verdict.UNKNOWN);
        }
    }

    /** {@code Require forward-dns}: one of the names leads to the client's address. */
    record ForwardDns(List<HostNameEnd> names) implements Requirement {

        public ForwardDns {
            names = List.copyOf(names);
        }

        @Override
        public Verdict verdict(AccessFacts facts) {
            return Verdict.any(names.stream()
                    .map(name -> facts.names()
                            .leadsTo(name.text(), facts.client())
                            .map(Verdict::of)
                            .orElse(Verdict.UNKNOWN)));
        }
    }

    /** {@code Require method}: HEAD counts as GET. */
    record Method(List<String> names) implements Requirement {

        public Method {
            names = names.stream().map(Method::counted).toList();
        }

        @Override
        public Verdict verdict(AccessFacts facts) {
            return Verdict.of(names.contains(counted(facts.method())));
        }

        private static String counted(String method) {
            return method.equals("HEAD") ? "GET" : method;
        }
    }

    /** {@code Require env}: one of the variables is set, to whatever value. */
    record Env(List<String> names) implements Requirement {

        public Env {
            names = List.copyOf(names);
        }

        @Override
        public Verdict verdict(AccessFacts facts) {
            return Verdict.of(names.stream().anyMatch(facts::isSet));
        }
    }

    /** {@code Require user}: logged in under one of the names. */
    record User(List<String> names) implements Requirement {

        public User {
            names = List.copyOf(names);
        }

        @Override
        public Verdict verdict(AccessFacts facts) {
            return Verdict.of(facts.user().filter(names::contains).isPresent());
        }

        @Override
        public boolean asksForLogin() {
            return true;
        }
    }

    /** {@code Require valid-user}: logged in. */
    record ValidUser() implements Requirement {

        @Override
        public Verdict verdict(AccessFacts facts) {
            return Verdict.of(facts.user().isPresent());
        }

        @Override
        public boolean asksForLogin() {
            return true;
        }
    }

    /** {@code Require role}: logged in, with one of the container's roles. */
    record Role(List<String> names) implements Requirement {

        public Role {
            names = List.copyOf(names);
        }

        @Override
        public Verdict verdict(AccessFacts facts) {
            return Verdict.of(facts.user().isPresent() && names.stream().anyMatch(facts.roles()));
        }

        @Override
        public boolean asksForLogin() {
            return true;
        }
    }

    /** {@code Require not}, and {@code <RequireNone>} around the rest. */
    record Not(Requirement positive) implements Requirement {

        @Override
        public Verdict verdict(AccessFacts facts) {
            return positive.verdict(facts).negated();
        }
    }

    /** {@code <RequireAll>}. */
    record EachOf(List<Requirement> members) implements Requirement {

        public EachOf {
            members = List.copyOf(members);
        }

        @Override
        public Verdict verdict(AccessFacts facts) {
            return Verdict.all(verdicts(members, facts));
        }

        @Override
        public boolean asksForLogin() {
            return members.stream().anyMatch(Requirement::asksForLogin);
        }
    }

    /** {@code <RequireAny>}, and the lines of a section without any such section around them. */
    record OneOf(List<Requirement> members) implements Requirement {

        public OneOf {
            members = List.copyOf(members);
        }

        @Override
        public Verdict verdict(AccessFacts facts) {
            return Verdict.any(verdicts(members, facts));
        }

        @Override
        public boolean asksForLogin() {
            return members.stream().anyMatch(Requirement::asksForLogin);
        }
    }

    private static Stream<Verdict> verdicts(List<Requirement> members, AccessFacts facts) {
        return members.stream().map(member -> member.verdict(facts));
    }
}
