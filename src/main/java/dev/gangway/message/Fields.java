package dev.gangway.message;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The field lines of one head, in the order and with the duplicates they came with (RFC 9110 section 5.2). Immutable;
 * field names compare without case.
 */
public final class Fields implements Iterable<Field> {

    private static final Fields EMPTY = new Fields(List.of());

    private final List<Field> lines;

    private Fields(List<Field> lines) {
        this.lines = lines;
    }

    public static Fields empty() {
        return EMPTY;
    }

    public static Fields of(List<Field> lines) {
        return new Fields(List.copyOf(lines));
    }

    public static Builder builder() {
        return new Builder(new ArrayList<>());
    }

    /** The value of the first line with that name. */
    public Optional<String> first(String name) {
        for (Field line : lines) {
            if (line.is(name)) {
                return Optional.of(line.value());
            }
        }
        return Optional.empty();
    }

    /** The values of all lines with that name, in order. */
    public List<String> all(String name) {
        return lines.stream().filter(line -> line.is(name)).map(Field::value).toList();
    }

    public boolean has(String name) {
        return lines.stream().anyMatch(line -> line.is(name));
    }

    /** The members of a comma-separated list field over all its lines, in lower case, empty members dropped. */
    public List<String> members(String name) {
        List<String> members = new ArrayList<>();
        for (Field line : lines) {
            if (line.is(name)) {
                for (String member : line.value().split(",", -1)) {
                    String trimmed = member.strip();
                    if (!trimmed.isEmpty()) {
                        members.add(trimmed.toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return members;
    }

    public List<Field> lines() {
        return lines;
    }

    public Builder toBuilder() {
        return new Builder(new ArrayList<>(lines));
    }

    @Override
    public Iterator<Field> iterator() {
        return lines.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields fields && lines.equals(fields.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return lines.toString();
    }

    /** Collects field lines. Confined to one thread. */
    public static final class Builder {

        private final List<Field> lines;

        private Builder(List<Field> lines) {
            this.lines = lines;
        }

        /** Appends a line. */
        public Builder add(String name, String value) {
            lines.add(new Field(name, value));
            return this;
        }

        /** Removes every line of that name, then appends one. */
        public Builder set(String name, String value) {
            return remove(name).add(name, value);
        }

        public Builder remove(String name) {
            return removeIf(line -> line.is(name));
        }

        public Builder removeIf(Predicate<Field> condition) {
            lines.removeIf(condition);
            return this;
        }

        public Fields build() {
            return of(lines);
        }
    }
}
