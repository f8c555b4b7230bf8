package dev.gangway.rules;

/** One argument of Allow or Deny. Immutable. */
public sealed interface HostMatch {

    boolean matches(AccessFacts facts);

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
