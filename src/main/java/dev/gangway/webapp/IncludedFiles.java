package dev.gangway.webapp;

import dev.gangway.rules.IncludeFailure;
import dev.gangway.rules.Includes;
import dev.gangway.rules.RulesSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files of the file system as httpd includes them: a directory means all that lies in and below it, hidden files too;
 * wildcards may stand in any part of a path; both in the order of their names. Immutable.
 */
public final class IncludedFiles implements Includes {

    /** Largest file; a larger one is surely another file named by mistake. */
    static final int MAX_FILE_BYTES = RulesLocation.MAX_FILE_BYTES;

    /** Files of one line; a line like "Include /" must not read a disk. */
    static final int MAX_FILES = 1_000;

    /** Directories within directories, as in httpd. */
    static final int MAX_DIRECTORY_DEPTH = 20;

    private final Optional<Path> directory;
    private final String rulesName;

    private IncludedFiles(Optional<Path> directory, String rulesName) {
        this.directory = directory;
        this.rulesName = rulesName;
    }

    /** For a rules file: relative paths begin in its directory. */
    public static IncludedFiles beside(Path rulesFile) {
        Path parent = rulesFile.getParent();
        return new IncludedFiles(Optional.of(parent == null ? Path.of("") : parent), rulesFile.toString());
    }

    /** For rules that are no file: there is nothing that a relative path could begin in. */
    static IncludedFiles absoluteOnly(String rulesName) {
        return new IncludedFiles(Optional.empty(), rulesName);
    }

    @Override
    public List<String> find(String pattern, boolean optional) throws IncludeFailure {
        List<Path> found = new ArrayList<>();
        try {
            List<String> parts = Arrays.asList(pattern.split("/", -1));
            int fixed = 0;
            while (fixed < parts.size() && !FileWildcard.isOne(parts.get(fixed))) {
                fixed++;
            }
            String start = String.join("/", parts.subList(0, fixed));
            Path base = resolve(fixed == 1 && start.isEmpty() ? "/" : start);
            expand(base, parts.subList(fixed, parts.size()), optional, found);
        } catch (IOException e) {
            throw new IncludeFailure("\"" + pattern + "\" cannot be read: " + e);
        }
        return found.stream().map(Path::toString).toList();
    }

    @Override
    public RulesSource read(String name) throws IncludeFailure {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
            if (content.length > MAX_FILE_BYTES) {
                throw new IncludeFailure(
                        "\"" + name + "\" is too large, expected at most " + MAX_FILE_BYTES + " bytes");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return new RulesSource(name, text);
        } catch (CharacterCodingException e) {
            throw new IncludeFailure("\"" + name + "\" is not UTF-8, expected a text file");
        } catch (NoSuchFileException e) {
            throw missing(name);
        } catch (IOException e) {
            throw new IncludeFailure("\"" + name + "\" cannot be read: " + e);
        }
    }

    @Override
    public boolean exists(String path) throws IncludeFailure {
        return Files.exists(resolve(path));
    }

    private Path resolve(String written) throws IncludeFailure {
        try {
            Path path = Path.of(written);
            if (path.isAbsolute()) {
                return path.normalize();
            }
            if (directory.isEmpty()) {
                throw new IncludeFailure("relative path \"" + written + "\" in " + rulesName
                        + ", which lies in no directory, expected an absolute path");
            }
            return directory.get().resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new IncludeFailure("bad value \"" + written + "\", expected a path");
        }
    }

    private static void expand(Path base, List<String> parts, boolean optional, List<Path> found)
            throws IOException, IncludeFailure {
        if (parts.isEmpty()) {
            take(base, optional, 0, found);
            return;
        }
        String part = parts.get(0);
        List<String> rest = parts.subList(1, parts.size());
        if (!FileWildcard.isOne(part)) {
            expand(base.resolve(part), rest, optional, found);
            return;
        }
        if (!Files.isDirectory(base)) {
            if (!optional) {
                throw missing(base.toString());
            }
            return;
        }
        FileWildcard wildcard = FileWildcard.compile(part);
        List<Path> matches = entries(base).stream()
                .filter(entry -> wildcard.matches(entry.getFileName().toString()))
                .filter(entry -> rest.isEmpty() || Files.isDirectory(entry))
                .toList();
        if (matches.isEmpty() && !optional) {
            throw new IncludeFailure("no match for \"" + part + "\" in " + base + ", expected at least one");
        }
        for (Path match : matches) {
            expand(match, rest, optional, found);
        }
    }

    private static void take(Path path, boolean optional, int depth, List<Path> found)
            throws IOException, IncludeFailure {
        if (Files.isDirectory(path)) {
            if (depth > MAX_DIRECTORY_DEPTH) {
                throw new IncludeFailure("\"" + path + "\" lies too deep, expected at most " + MAX_DIRECTORY_DEPTH
                        + " directories within directories");
            }
            for (Path entry : entries(path)) {
                take(entry, optional, depth + 1, found);
            }
        } else if (Files.exists(path)) {
            if (found.size() == MAX_FILES) {
                throw new IncludeFailure(
                        "\"" + path + "\" is one file too many, expected at most " + MAX_FILES + " in one line");
            }
            found.add(path);
        } else if (!optional) {
            throw missing(path.toString());
        }
    }

    /** As {@code strcmp} sorts: capital letters first. */
    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted(
                            Comparator.comparing(entry -> entry.getFileName().toString()))
                    .collect(Collectors.toList());
        }
    }

    private static IncludeFailure missing(String name) {
        return new IncludeFailure("\"" + name + "\" does not exist, expected a file or directory");
    }
}
