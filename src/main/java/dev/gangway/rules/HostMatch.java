package dev.gangway.rules;

/** One argument of Allow or Deny. Immutable. */
public sealed interface HostMatch {

    boolean matches(AccessFacts facts);

    /** Also when it is unknown whether it matches: Deny goes by this. */
    default boolean mayMatch(AccessFacts facts) {
        return matches(facts);
    }

    /** The client's address. */
    record Range(AddressRange range) implements HostMatch {

        @Override
        public boolean matches(AccessFacts facts) {
            return range.contains(facts.client());
        }

        @Override
        public String toString() {
            return range.toString();
        }
    }

    /** The client's name or its end. */
    record Name(HostNameEnd end) implements HostMatch {

        @Override
        public boolean matches(AccessFacts facts) {
            return facts.names().nameOf(facts.client()).filter(end::covers).isPresent();
        }

        @Override
        public boolean mayMatch(AccessFacts facts) {
            return facts.names().nameOf(facts.client()).map(end::covers).orElse(true);
        }

        @Override
        public String toString() {
            return end.toString();
        }
    }

    /** {@code env=NAME}, or {@code env=!NAME} for a variable that is not set. */
    record Variable(String name, boolean set) implements HostMatch {

        @Override
        public boolean matches(AccessFacts facts) {
            return facts.isSet(name) == set;
        }

        @Override
        public String toString() {
            return "env=" + (set ? "" : "!") + name;
        }
    }
}
