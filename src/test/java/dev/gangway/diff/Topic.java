package dev.gangway.diff;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One part of the rule language: the rules of a virtual host and the requests that ask about them, from a file below
 * {@code diff/topics}. A request is a line {@code [METHOD] target [| Name: value]... [-> status [| Name: value]...]}, after
 * the arrow what the backend answers; a Host field stands in the place of the topic's own. Immutable.
 */
record Topic(String name, String rules, List<String> requests) {
    private static final List<String> NAMES = List.of(
            "rewriting",
            "fields",
            "variables",
            "access",
            "errors",
            "hops",
            "full",
            "block",
            "peers",
            "cookies",
            "mapping",
            "interpolation",
            "sockets");

    Topic {
        requests = List.copyOf(requests);
    }

    static List<Topic> all() {
        return NAMES.stream().map(Topic::read).toList();
    }

    /** The rules of all of them, each in a virtual host. */
    static String rules(List<Topic> topics, String authority) {
        return topics.stream()
                .map(topic -> "<VirtualHost *>\nServerName %s\n%s</VirtualHost>\n".formatted(topic.host(), topic.rules))
                .collect(Collectors.joining())
                .replace("BACKEND", authority);
    }

    List<Probe> probes(String authority) {
        return requests.stream()
                .map(line -> probe(line.replace("BACKEND", authority)))
                .toList();
    }

    private String host() {
        return name + ".example";
    }

    private Probe probe(String line) {
        String[] sides = line.split(" -> ", 2);
        List<String> asked = parts(sides[0]);
        String[] start = asked.get(0).split(" ", 2);
        List<String> fields = new ArrayList<>(asked.subList(1, asked.size()));
        String host = fields.stream()
                .filter(field -> field.startsWith("Host: "))
                .findFirst()
                .orElse("Host: " + host());
        fields.remove(host);
        if (sides.length > 1) {
            fields.add("X-Answer: " + String.join("|", parts(sides[1])));
        }
        String fieldLines = fields.stream().map(field -> field + "\r\n").collect(Collectors.joining());
        return new Probe(
                name,
                start.length > 1 ? start[0] : "GET",
                start[start.length - 1],
                host.substring("Host: ".length()),
                fieldLines);
    }

    private static List<String> parts(String side) {
        return Stream.of(side.split("\\|", -1)).map(String::strip).toList();
    }

    private static Topic read(String name) {
        try (InputStream file = Topic.class.getResourceAsStream("/diff/topics/" + name + ".txt")) {
            if (file == null) {
                throw new IllegalStateException("diff/topics/" + name + ".txt is missing among the test resources");
            }
            String[] parts = new String(file.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^-{10}\n", 2);
            return new Topic(
                    name,
                    parts[0],
                    parts[1].lines().filter(line -> !line.isBlank()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
