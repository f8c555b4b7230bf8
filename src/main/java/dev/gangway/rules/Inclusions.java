package dev.gangway.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The files under way: their limits, their circles, their order. Mutable, confined to the parser. */
final class Inclusions {

    /** Files within files; httpd's limit is 128. */
    static final int MAX_DEPTH = 16;

    /** Files in all, each counted as often as it is included. */
    static final int MAX_FILES = 1_000;

    /** Characters in all. */
    static final int MAX_CHARACTERS = 8 << 20;

    private final Includes files;
    private final TextOrder order;
    private final Deque<String> open = new ArrayDeque<>();
    private String serverRoot = "";
    private List<String> found = List.of();
    private int count;
    private long characters;

    Inclusions(Includes files, List<RulesSource> sources, TextOrder order) {
        this.files = files;
        this.order = order;
        sources.forEach(source -> open.push(source.name()));
    }

    /** From here on relative paths mean this directory. */
    void serverRoot(String directory) {
        serverRoot = directory.endsWith("/") ? directory : directory + "/";
    }

    /** Looks for files that are to be read next; {@link #found} says which. */
    void find(String pattern, boolean optional) throws Refusal {
        try {
            found = List.copyOf(files.find(absolute(pattern), optional));
        } catch (IncludeFailure failure) {
            throw new Refusal(failure.text());
        }
    }

    /** The text of one file that is no rules file. */
    String text(String path) throws Refusal {
        try {
            List<String> names = files.find(absolute(path), false);
            if (names.size() != 1) {
                throw Refusal.expected(path, "one file");
            }
            return files.read(names.get(0)).text();
        } catch (IncludeFailure failure) {
            throw new Refusal(failure.text());
        }
    }

    /** The files of a directory; none where there is no such directory. */
    List<String> in(String directory) throws Refusal {
        try {
            return files.find(absolute(directory.endsWith("/") ? directory : directory + "/") + "*", true);
        } catch (IncludeFailure failure) {
            throw new Refusal(failure.text());
        }
    }

    /** What the last line has found, once. */
    List<String> found() {
        List<String> names = found;
        found = List.of();
        return names;
    }

    boolean exists(String path) throws Refusal {
        try {
            return files.exists(absolute(path));
        } catch (IncludeFailure failure) {
            throw new Refusal(failure.text());
        }
    }

    /** Reads the file; it stays open, for what it includes itself, until {@link #close}. */
    RulesSource open(String name, Position by) throws Refusal {
        if (open.contains(name)) {
            throw new Refusal("\"" + name + "\" includes itself, expected no circle");
        }
        if (open.size() > MAX_DEPTH) {
            throw new Refusal("\"" + name + "\" lies more than " + MAX_DEPTH + " files deep, expected fewer");
        }
        count++;
        if (count > MAX_FILES) {
            throw new Refusal("\"" + name + "\" is one file too many, expected at most " + MAX_FILES);
        }
        try {
            RulesSource source = files.read(name);
            characters += source.text().length();
            if (characters > MAX_CHARACTERS) {
                throw new Refusal(
                        "\"" + name + "\" is too much text, expected at most " + MAX_CHARACTERS + " characters in all");
            }
            order.included(name, by);
            open.push(name);
            return source;
        } catch (IncludeFailure failure) {
            throw new Refusal(failure.text());
        }
    }

    void close() {
        open.pop();
    }

    private String absolute(String path) {
        return path.startsWith("/") ? path : serverRoot + path;
    }
}
