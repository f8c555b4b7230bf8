package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Redirect and RedirectMatch lines of one section, or of all sections that cover a path. Immutable.
 *
 * @param whole the line without a path, which takes every request of the section and goes before the others
 * @param listed the others, in the order in which they are tried
 */
public record Redirects(Optional<RewriteRule> whole, List<RewriteRule> listed) {

    public static final Redirects NONE = new Redirects(Optional.empty(), List.of());

    public Redirects {
        listed = List.copyOf(listed);
    }

    /** As httpd merges sections: the later one's lines are tried first. */
    Redirects with(Redirects later) {
        return new Redirects(later.whole.or(() -> whole), both(later.listed, listed));
    }

    /** In the order in which they are tried. */
    public List<RewriteRule> rules() {
        return whole.isEmpty() ? listed : both(whole.stream().toList(), listed);
    }

    private static List<RewriteRule> both(List<RewriteRule> first, List<RewriteRule> second) {
        List<RewriteRule> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
