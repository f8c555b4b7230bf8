package dev.gangway.rules;

import java.util.List;
import java.util.Optional;

/**
 * The flags of a RewriteRule line that change how it is carried out. Immutable.
 *
 * @param last no rule after this one is tried
 * @param chained the rules up to the end of the chain are skipped when this one does not match
 * @param skip how many rules are skipped when this one matches
 * @param noEscape literal text goes out as it is written
 * @param escapeGroups groups are escaped before they are filled in
 * @param questionMarks a question mark in a group is taken, as path text
 */
public record RewriteFlags(
        boolean last,
        boolean chained,
        int skip,
        boolean noEscape,
        boolean escapeGroups,
        boolean questionMarks,
        boolean appendQuery,
        boolean discardQuery,
        List<Setting> settings) {

    public RewriteFlags {
        settings = List.copyOf(settings);
    }

    /**
     * One {@code E=} flag.
     *
     * @param value empty when the variable is unset
     */
    public record Setting(String variable, Optional<RewriteTemplate> value) {}
}
