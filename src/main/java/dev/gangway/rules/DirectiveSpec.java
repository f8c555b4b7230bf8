package dev.gangway.rules;

import java.util.EnumSet;
import java.util.Set;

/**
 * What an operator has to know about a directive; the reference is made from it. Immutable.
 *
 * @param name as httpd spells it; sections with their leading bracket
 * @param syntax arguments in the notation of httpd's manual
 * @param contexts where Gangway takes it
 * @param later where httpd takes it and Gangway doesn't yet: refused, and told so
 */
record DirectiveSpec(
        String name, String syntax, Set<Context> contexts, Set<Context> later, String meaning, String example) {

    static final Set<Context> SERVER_LEVEL = Set.copyOf(EnumSet.of(Context.SERVER, Context.VIRTUAL_HOST));
    static final Set<Context> SECTION_LEVEL = Set.copyOf(EnumSet.of(Context.PROXY, Context.LOCATION));

    DirectiveSpec {
        contexts = Set.copyOf(contexts);
        later = Set.copyOf(later);
    }

    /** A directive of the server or a virtual host, and nothing else. */
    static DirectiveSpec server(String name, String syntax, String meaning, String example) {
        return new DirectiveSpec(name, syntax, SERVER_LEVEL, Set.of(), meaning, example);
    }

    /** A directive of the server, a virtual host and their sections. */
    static DirectiveSpec everywhere(String name, String syntax, String meaning, String example) {
        Set<Context> contexts = EnumSet.copyOf(SERVER_LEVEL);
        contexts.addAll(SECTION_LEVEL);
        return new DirectiveSpec(name, syntax, contexts, Set.of(), meaning, example);
    }

    /** A directive of the server, a virtual host and {@code <Location>}. */
    static DirectiveSpec serverOrLocation(String name, String syntax, String meaning, String example) {
        Set<Context> contexts = EnumSet.copyOf(SERVER_LEVEL);
        contexts.add(Context.LOCATION);
        return new DirectiveSpec(name, syntax, contexts, Set.of(), meaning, example);
    }

    /** A directive of {@code <Proxy>} and {@code <Location>} sections only. */
    static DirectiveSpec section(String name, String syntax, String meaning, String example) {
        return new DirectiveSpec(name, syntax, SECTION_LEVEL, Set.of(), meaning, example);
    }
}
