package dev.gangway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One block of a corpus file: a line of columns (id, row of the threat table, what is expected, and what else the corpus
 * wants to know), {@code + text} for what the message that gets through holds, {@code - text} for what it lacks, and below,
 * indented by four, the octets as {@link OctetScript} reads them; {@code {ctx}} stands for the context path and
 * {@code {host}} for the usual Host line. Immutable.
 */
public record CorpusCase(
        String id, String row, String expected, String option, List<String> holds, List<String> lacks, String text) {

    private static final String INDENT = "    ";

    public CorpusCase {
        holds = List.copyOf(holds);
        lacks = List.copyOf(lacks);
    }

    /** Every case of the files in this directory of the test resources. */
    public static List<CorpusCase> readAll(String directory) {
        try (Stream<Path> files = Files.list(directory(directory))) {
            return files.sorted().flatMap(file -> read(lines(file)).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of one file that are neither empty nor comments. */
    public static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path directory(String name) {
        return Path.of(System.getProperty("basedir", ""), "src/test/resources", name);
    }

    public OctetScript octets(String contextPath) {
        return OctetScript.parse(text.replace("{ctx}", contextPath).replace("{host}", "Host: front.example\\r\\n"));
    }

    /** The columns of a line, stripped. */
    public static List<String> columns(String line) {
        return Stream.of(line.split("\\|", -1)).map(String::strip).toList();
    }

    private static List<CorpusCase> read(List<String> lines) {
        List<CorpusCase> cases = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            int end = at + 1;
            while (end < lines.size() && lines.get(end).matches("(?: {4}|[+] |- ).*")) {
                end++;
            }
            cases.add(block(lines.subList(at, end)));
            at = end;
        }
        return cases;
    }

    private static CorpusCase block(List<String> lines) {
        List<String> columns = columns(lines.get(0));
        if (columns.size() < 3) {
            throw new IllegalArgumentException("expected id | row | expected, not " + lines.get(0));
        }
        StringBuilder text = new StringBuilder();
        lines.stream().filter(line -> line.startsWith(INDENT)).forEach(line -> text.append(line.substring(4)));
        return new CorpusCase(
                columns.get(0),
                columns.get(1),
                columns.get(2),
                columns.size() > 3 ? columns.get(3) : "",
                marked(lines, "+ "),
                marked(lines, "- "),
                text.toString());
    }

    private static List<String> marked(List<String> lines, String mark) {
        return lines.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> RawReader.text(
                        OctetScript.parse(line.substring(mark.length())).octets()))
                .toList();
    }

    @Override
    public String toString() {
        return id;
    }
}
