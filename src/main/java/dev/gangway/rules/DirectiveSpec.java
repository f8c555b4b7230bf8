package dev.gangway.rules;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an operator has to know about a directive; the reference is made from it. Immutable.
 *
 * @param name as httpd spells it; sections with their leading bracket
 * @param syntax arguments in the notation of httpd's manual
 * @param contexts where Gangway takes it
 * @param later where httpd takes it and Gangway doesn't yet: refused, and told so
 * @param arguments those that the syntax line alone doesn't explain
 * @param initial what holds without the directive; empty where that goes without saying
 */
record DirectiveSpec(
        String name,
        String syntax,
        Set<Context> contexts,
        Set<Context> later,
        String meaning,
        String example,
        List<ArgumentSpec> arguments,
        String initial,
        HttpdStanding standing) {

    static final Set<Context> SERVER_LEVEL = Set.copyOf(EnumSet.of(Context.SERVER, Context.VIRTUAL_HOST));
    static final Set<Context> SECTION_LEVEL = Set.copyOf(EnumSet.of(Context.PROXY, Context.LOCATION));

    DirectiveSpec {
        contexts = Set.copyOf(contexts);
        later = Set.copyOf(later);
        arguments = List.copyOf(arguments);
    }

    /** The same as httpd's, without a default, until said otherwise. */
    DirectiveSpec(
            String name, String syntax, Set<Context> contexts, Set<Context> later, String meaning, String example) {
        this(name, syntax, contexts, later, meaning, example, List.of(), "", HttpdStanding.SAME);
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

    /** A directive of the server, a virtual host and every section; without effect in {@code <Directory>}. */
    static DirectiveSpec anywhere(String name, String syntax, String meaning, String example) {
        return new DirectiveSpec(name, syntax, Set.of(Context.values()), Set.of(), meaning, example);
    }

    /** A directive of the server, a virtual host and {@code <Location>}. */
    static DirectiveSpec serverOrLocation(String name, String syntax, String meaning, String example) {
        Set<Context> contexts = EnumSet.copyOf(SERVER_LEVEL);
        contexts.add(Context.LOCATION);
        return new DirectiveSpec(name, syntax, contexts, Set.of(), meaning, example);
    }

    /** A directive of the server, a virtual host and {@code <Proxy>}. */
    static DirectiveSpec serverOrProxy(String name, String syntax, String meaning, String example) {
        Set<Context> contexts = EnumSet.copyOf(SERVER_LEVEL);
        contexts.add(Context.PROXY);
        return new DirectiveSpec(name, syntax, contexts, Set.of(), meaning, example);
    }

    /** A directive of {@code <Proxy>} and {@code <Location>} sections only. */
    static DirectiveSpec section(String name, String syntax, String meaning, String example) {
        return new DirectiveSpec(name, syntax, SECTION_LEVEL, Set.of(), meaning, example);
    }

    DirectiveSpec argument(String argument, String type) {
        return argument(argument, type, "");
    }

    /** One more argument; see {@link ArgumentSpec}. */
    DirectiveSpec argument(String argument, String type, String range) {
        List<ArgumentSpec> more = new ArrayList<>(arguments);
        more.add(new ArgumentSpec(argument, type, range));
        return new DirectiveSpec(name, syntax, contexts, later, meaning, example, more, initial, standing);
    }

    DirectiveSpec byDefault(String value) {
        return new DirectiveSpec(name, syntax, contexts, later, meaning, example, arguments, value, standing);
    }

    DirectiveSpec differs(String how) {
        return standing(HttpdStanding.Kind.DIFFERS, how);
    }

    DirectiveSpec withoutEffect(String why) {
        return standing(HttpdStanding.Kind.NO_EFFECT, why);
    }

    DirectiveSpec extension(String what) {
        return standing(HttpdStanding.Kind.EXTENSION, what);
    }

    private DirectiveSpec standing(HttpdStanding.Kind kind, String how) {
        HttpdStanding other = new HttpdStanding(kind, how);
        return new DirectiveSpec(name, syntax, contexts, later, meaning, example, arguments, initial, other);
    }
}
