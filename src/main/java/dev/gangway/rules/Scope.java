package dev.gangway.rules;

import java.util.Optional;

/**
 * What encloses a line: the kind of section, the server whose lines these are, what a line of this place adds to, and the
 * section's target if there is one. Confined to the parser.
 */
record Scope(Context context, ServerDraft server, PathDraft path, Optional<SectionTarget> target) {

    static Scope of(Context context, ServerDraft server) {
        return new Scope(context, server, server.base, Optional.empty());
    }

    AccessDraft access() {
        return path.access;
    }
}
