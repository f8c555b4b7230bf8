package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The Require lines of a section, or of a section of them, while they are read. Mutable, confined to the parser. */
final class RequirementsDraft {

    /** How the lines go together. */
    enum Kind {
        ALL("<RequireAll"),
        ANY("<RequireAny"),
        NONE("<RequireNone");

        private final String section;

        Kind(String section) {
            this.section = section;
        }

        String section() {
            return section;
        }
    }

    private final Kind kind;
    private final List<Member> members = new ArrayList<>();
    private boolean incomplete;

    /** A line, or the lines of a section within. */
    private sealed interface Member {

        Position position();

        record Line(Position position, Requirement requirement) implements Member {}

        record Inner(Position position, RequirementsDraft draft) implements Member {}
    }

    private RequirementsDraft(Kind kind) {
        this.kind = kind;
    }

    static RequirementsDraft ofSection() {
        return new RequirementsDraft(Kind.ANY);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    Position first() {
        return members.get(0).position();
    }

    void add(Position position, Requirement requirement) throws Refusal {
        if (requirement instanceof Requirement.Not) {
            refuseNegative("not");
        }
        members.add(new Member.Line(position, requirement));
    }

    RequirementsDraft open(Position position, Kind inner) throws Refusal {
        if (inner == Kind.NONE) {
            refuseNegative(inner.section() + ">");
        }
        RequirementsDraft draft = new RequirementsDraft(inner);
        members.add(new Member.Inner(position, draft));
        return draft;
    }

    /** One of the lines is a problem already: that there are too few now is none. */
    void incomplete() {
        incomplete = true;
    }

    private void refuseNegative(String what) throws Refusal {
        if (kind != Kind.ALL) {
            throw new Refusal("\"" + what
                    + "\" only denies and never grants, expected <RequireAll> around it and a line that grants");
        }
    }

    /** What is seen only when every line is known. */
    void problems(BiConsumer<Position, String> sink) {
        for (Member member : members) {
            if (member instanceof Member.Inner inner) {
                inner.draft.problems(sink);
                if (!inner.draft.incomplete) {
                    inner.draft.problem(kind).ifPresent(text -> sink.accept(inner.position, text));
                }
            }
        }
    }

    private Optional<String> problem(Kind parent) {
        String title = kind.section() + ">: ";
        if (members.isEmpty()) {
            return Optional.of(title + "no Require in it, expected at least one");
        }
        // within another <RequireAll> these are lines of that one
        boolean onlyNegative = parent != Kind.ALL && parts().stream().allMatch(Requirement.Not.class::isInstance);
        return kind == Kind.ALL && onlyNegative
                ? Optional.of(title + "only lines that deny, expected one that grants")
                : Optional.empty();
    }

    Requirement finish() {
        return switch (kind) {
            case ALL -> new Requirement.EachOf(parts());
            case ANY -> new Requirement.OneOf(parts());
            case NONE -> new Requirement.Not(new Requirement.OneOf(parts()));
        };
    }

    private List<Requirement> parts() {
        List<Requirement> parts = new ArrayList<>();
        for (Member member : members) {
            if (member instanceof Member.Line line) {
                parts.add(line.requirement);
            } else if (member instanceof Member.Inner inner) {
                if (kind == Kind.ALL && inner.draft.kind == Kind.ALL) {
                    parts.addAll(inner.draft.parts());
                } else {
                    parts.add(inner.draft.finish());
                }
            }
        }
        return parts;
    }
}
