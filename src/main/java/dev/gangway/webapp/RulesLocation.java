package dev.gangway.webapp;

import dev.gangway.rules.RulesSource;
import dev.gangway.rules.RulesText;
import dev.gangway.webapp.RulesLocated.Found;
import dev.gangway.webapp.RulesLocated.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the rules text. Places are asked in this order and the first that sets anything wins: context parameters, system
 * properties, environment variables, {@code /WEB-INF/gangway.conf}. A place sets either inline text ({@code gangway.rules},
 * then {@code gangway.rules.1}, {@code gangway.rules.2} and so on in numeric order, one line or more each) or
 * {@code gangway.rules.file}; both in one place are a problem, because one of them would be ignored. A blank value counts
 * as not set. Immutable; what it reads is given to the constructor.
 */
final class RulesLocation {

    /** Largest rules file; a larger one is surely another file named by mistake. */
    static final int MAX_FILE_BYTES = 1 << 20;

    static final String DEFAULT_RESOURCE = "/WEB-INF/gangway.conf";

    private static final Pattern LINE_NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)(}?)");

    private final Map<String, String> contextParameters;
    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;
    private final RulesFiles files;
    private final RulesFiles webResources;

    RulesLocation(
            Map<String, String> contextParameters,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            RulesFiles files,
            RulesFiles webResources) {
        this.contextParameters = Map.copyOf(contextParameters);
        this.systemProperties = Map.copyOf(systemProperties);
        this.environment = Map.copyOf(environment);
        this.files = files;
        this.webResources = webResources;
    }

    RulesLocated find() {
        List<Place> places = List.of(
                new Place("context parameter", "gangway.rules", ".", "file", contextParameters),
                new Place("system property", "gangway.rules", ".", "file", systemProperties),
                new Place("environment variable", "GANGWAY_RULES", "_", "FILE", environment));
        for (Place place : places) {
            Optional<RulesLocated> located = findIn(place);
            if (located.isPresent()) {
                return located.get();
            }
        }
        return defaultResource();
    }

    private Optional<RulesLocated> findIn(Place place) {
        Settings settings = place.settings();
        if (settings.unknown().isEmpty()
                && settings.lines().isEmpty()
                && settings.file().isEmpty()) {
            return Optional.empty();
        }
        List<String> problems = new ArrayList<>();
        for (String name : settings.unknown()) {
            problems.add(place.kind() + " " + name + " is not known; expected " + place.expected());
        }
        if (!settings.lines().isEmpty() && settings.file().isPresent()) {
            problems.add(place.kind() + "s " + settings.lines().get(0).name() + " and " + place.fileName()
                    + " are both set; expected one of them");
        }
        if (!problems.isEmpty()) {
            return Optional.of(new Problems(problems));
        }
        return Optional.of(settings.file().map(value -> file(place, value)).orElseGet(() -> inline(place, settings)));
    }

    private RulesLocated inline(Place place, Settings settings) {
        String text = String.join(
                "\n", settings.lines().stream().map(RulesSource::text).toList());
        String name = place.kind() + " " + settings.lines().get(0).name();
        return found(new RulesSource(name, text), IncludedFiles.absoluteOnly(name), environment, name);
    }

    private RulesLocated file(Place place, String value) {
        String origin = place.kind() + " " + place.fileName();
        List<String> problems = new ArrayList<>();
        String path = expand(value.strip(), origin, problems);
        if (!problems.isEmpty()) {
            return new Problems(problems);
        }
        return read(path, origin, files, environment);
    }

    /** The one way to read a rules file. */
    static RulesLocated read(String path, String origin, RulesFiles files, Map<String, String> environment) {
        try {
            Optional<byte[]> content = files.read(path, MAX_FILE_BYTES + 1);
            if (content.isEmpty()) {
                return new Problems(List.of("rules file " + path + " does not exist (" + origin + ")"));
            }
            return text(
                    path,
                    content.get(),
                    IncludedFiles.beside(Path.of(path)),
                    environment,
                    "file " + path + " (" + origin + ")");
        } catch (IOException e) {
            return unreadable("rules file " + path, e);
        }
    }

    private RulesLocated defaultResource() {
        try {
            Optional<byte[]> content = webResources.read(DEFAULT_RESOURCE, MAX_FILE_BYTES + 1);
            if (content.isPresent()) {
                return text(
                        DEFAULT_RESOURCE,
                        content.get(),
                        IncludedFiles.absoluteOnly(DEFAULT_RESOURCE),
                        environment,
                        DEFAULT_RESOURCE);
            }
        } catch (IOException e) {
            return unreadable(DEFAULT_RESOURCE, e);
        }
        return new Problems(
                List.of("no rules: set gangway.rules.file (a path) or gangway.rules (the text itself) as context"
                        + " parameter or system property, or GANGWAY_RULES_FILE or GANGWAY_RULES as environment variable,"
                        + " or put " + DEFAULT_RESOURCE + " into the web application"));
    }

    private static RulesLocated text(
            String name, byte[] content, IncludedFiles includes, Map<String, String> environment, String description) {
        if (content.length > MAX_FILE_BYTES) {
            return new Problems(
                    List.of("rules file " + name + " is too large; expected at most " + MAX_FILE_BYTES + " bytes"));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            // Windows editors put a byte order mark in front; it would become part of the first directive's name
            String rules = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return found(new RulesSource(name, rules), includes, environment, description);
        } catch (CharacterCodingException e) {
            return new Problems(List.of("rules file " + name + " is not UTF-8"));
        }
    }

    private static RulesLocated found(
            RulesSource source, IncludedFiles includes, Map<String, String> environment, String description) {
        return new Found(new RulesText(List.of(source), includes, environment), description);
    }

    private static RulesLocated unreadable(String what, IOException e) {
        return new Problems(List.of(what + " cannot be read: " + e));
    }

    private String expand(String value, String origin, List<String> problems) {
        Matcher reference = REFERENCE.matcher(value);
        return reference.replaceAll(match -> {
            String name = match.group(1);
            if (match.group(2).isEmpty()) {
                problems.add(origin + ": " + match.group() + " has no closing brace in " + value);
                return "";
            }
            String known = systemProperties.getOrDefault(name, environment.getOrDefault(name, ""));
            if (known.isEmpty()) {
                problems.add(origin + ": ${" + name + "} in " + value
                        + " is not known; expected the name of a system property or environment variable");
            }
            return Matcher.quoteReplacement(known);
        });
    }

    /** One place that can hold settings, with its way of spelling their names. */
    private record Place(
            String kind, String rulesName, String separator, String fileSuffix, Map<String, String> values) {

        String fileName() {
            return rulesName + separator + fileSuffix;
        }

        String expected() {
            String prefix = rulesName + separator;
            return rulesName + ", " + prefix + "1, " + prefix + "2 and so on, or " + fileName();
        }

        /** What is set here; the numbered lines follow the unnumbered text, by number and not by letter. */
        Settings settings() {
            String prefix = rulesName + separator;
            List<RulesSource> numbered = new ArrayList<>();
            List<String> unknown = new ArrayList<>();
            values.forEach((name, value) -> {
                if (value.isBlank() || !name.startsWith(prefix) || name.equals(fileName())) {
                    return;
                }
                if (LINE_NUMBER.matcher(name.substring(prefix.length())).matches()) {
                    numbered.add(new RulesSource(name, value));
                } else {
                    unknown.add(name);
                }
            });
            numbered.sort((a, b) -> Integer.compare(lineNumber(a, prefix), lineNumber(b, prefix)));
            unknown.sort(String::compareTo);
            List<RulesSource> lines = new ArrayList<>();
            value(rulesName).ifPresent(text -> lines.add(new RulesSource(rulesName, text)));
            lines.addAll(numbered);
            return new Settings(lines, value(fileName()), unknown);
        }

        private Optional<String> value(String name) {
            return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
        }

        private static int lineNumber(RulesSource line, String prefix) {
            return Integer.parseInt(line.name().substring(prefix.length()));
        }
    }

    private record Settings(List<RulesSource> lines, Optional<String> file, List<String> unknown) {}
}
