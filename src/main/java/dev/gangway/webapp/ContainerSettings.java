package dev.gangway.webapp;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Connects {@link RulesLocation} with the container, the JVM and the file system. Confined to the deployment thread. */
final class ContainerSettings {

    private ContainerSettings() {}

    static RulesLocation rulesLocation(ServletContext context) {
        return new RulesLocation(
                contextParameters(context),
                systemProperties(),
                System.getenv(),
                ContainerSettings::file,
                (name, limit) -> webResource(context, name, limit));
    }

    private static Map<String, String> contextParameters(ServletContext context) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : Collections.list(context.getInitParameterNames())) {
            values.put(name, context.getInitParameter(name));
        }
        return values;
    }

    private static Map<String, String> systemProperties() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            values.put(name, System.getProperty(name, ""));
        }
        return values;
    }

    static Optional<byte[]> file(String name, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            return Optional.of(in.readNBytes(limit));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (InvalidPathException e) {
            throw new IOException("not a path: " + name, e);
        }
    }

    private static Optional<byte[]> webResource(ServletContext context, String name, int limit) throws IOException {
        try (InputStream in = context.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(in.readNBytes(limit));
        }
    }
}
