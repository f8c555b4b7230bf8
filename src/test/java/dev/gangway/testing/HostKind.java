package dev.gangway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs that the packaged WAR runs in: stock distributions, unpacked under {@code target/hosts} by the build, and the
 * WAR itself. Each lays out a directory for one start and says how to start there.
 */
public enum HostKind {
    TOMCAT10("tomcat10", "\"http-nio-127\\.0\\.0\\.1-auto-1-(\\d+)\""),
    TOMCAT11("tomcat11", "\"http-nio-127\\.0\\.0\\.1-auto-1-(\\d+)\""),
    JETTY120("jetty120", "Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)\\}"),
    JETTY121("jetty121", "Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)\\}"),
    STANDALONE("standalone", "is ready: http://127\\.0\\.0\\.1:(\\d+)/");

    private static final String HTTP2_CONNECTOR =
            "$1><UpgradeProtocol className=\"org.apache.coyote.http2.Http2Protocol\"/></Connector>";

    private final String directory;
    private final Pattern portInLog;

    HostKind(String directory, String portInLog) {
        this.directory = directory;
        this.portInLog = Pattern.compile(portInLog);
    }

    public boolean tomcat() {
        return this == TOMCAT10 || this == TOMCAT11;
    }

    public boolean jetty() {
        return this == JETTY120 || this == JETTY121;
    }

    String directory() {
        return directory;
    }

    /** Finds the bound port in the program's output. */
    Pattern portInLog() {
        return portInLog;
    }

    /** Lays out {@code base}, which exists and is empty, and returns the command to run in it. */
    List<String> prepare(Path base, HostSetup setup) throws IOException {
        Files.createDirectories(base.resolve("temp"));
        Files.createDirectories(base.resolve("webapps"));
        Path rules = base.resolve("rules.conf");
        Files.writeString(rules, setup.rules());
        if (setup.contextFile().isPresent()) {
            placeForContextFile(base, setup);
        }
        if (tomcat()) {
            return prepareTomcat(base, setup, rules);
        }
        if (jetty()) {
            return prepareJetty(base, setup, rules);
        }
        List<String> command = java(base, setup);
        command.addAll(List.of("-jar", setup.war().toString(), "--port", "0", "--rules", rules.toString()));
        return command;
    }

    /** Whether the connector answers 100 Continue before any application is asked: Tomcat's default, kept in one of both. */
    public boolean continuesItself() {
        return this == TOMCAT10;
    }

    /** WAR and rules where the context files of {@code deploy} look for them. */
    private void placeForContextFile(Path base, HostSetup setup) throws IOException {
        Files.copy(setup.war(), base.resolve("gangway.war"));
        Path folder = Files.createDirectories(base.resolve(tomcat() ? "conf" : "etc"));
        Files.writeString(folder.resolve("gangway.conf"), setup.rules());
    }

    private List<String> prepareTomcat(Path base, HostSetup setup, Path rules) throws IOException {
        Path home = home();
        Path conf = Files.createDirectories(base.resolve("conf"));
        Files.createDirectories(base.resolve("logs"));
        try (Stream<Path> files = Files.list(home.resolve("conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, conf.resolve(file.getFileName().toString()));
            }
        }
        Path server = conf.resolve("server.xml");
        Files.writeString(
                server,
                Files.readString(server)
                        .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
                        .replace(
                                "<Connector port=\"8080\"",
                                "<Connector port=\"0\" address=\"127.0.0.1\""
                                        + threads(setup, " maxThreads=\"", "\"")
                                        + (continuesItself() ? "" : " continueResponseTiming=\"onRead\""))
                        .replaceFirst("(?s)(<Connector port=\"0\"[^>]*?)/>", setup.http2() ? HTTP2_CONNECTOR : "$0"));
        String name =
                setup.contextPath().isEmpty() ? "ROOT" : setup.contextPath().substring(1);
        Path contexts = Files.createDirectories(conf.resolve("Catalina/localhost"));
        Files.writeString(contexts.resolve(name + ".xml"), setup.contextFile().orElse(tomcatContext(setup, rules)));
        List<String> command = java(base, setup);
        command.addAll(List.of(
                "-Djava.util.logging.config.file=" + conf.resolve("logging.properties"),
                "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                "-Dcatalina.home=" + home,
                "-Dcatalina.base=" + base,
                "-cp",
                home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start"));
        return command;
    }

    private static String threads(HostSetup setup, String before, String after) {
        return setup.containerThreads().isPresent()
                ? before + setup.containerThreads().getAsInt() + after
                : "";
    }

    private static String tomcatContext(HostSetup setup, Path rules) {
        return """
                <Context docBase="%s">
                  <Parameter name="gangway.rules.file" value="%s" override="false"/>
                </Context>
                """.formatted(setup.war(), rules);
    }

    private List<String> prepareJetty(Path base, HostSetup setup, Path rules) throws IOException {
        Path home = home();
        Files.writeString(
                base.resolve("webapps/gangway.xml"), setup.contextFile().orElse(jettyContext(setup, rules)));
        // two files, as --add-modules writes them: a property in the file (or on the command line) that enables an ee10
        // module
        // belongs to the ee10 environment, and the connector would not see it
        Path inis = Files.createDirectories(base.resolve("start.d"));
        Files.writeString(inis.resolve("http.ini"), "--module=http\njetty.http.host=127.0.0.1\njetty.http.port=0\n");
        if (setup.http2()) {
            Files.writeString(inis.resolve("http2c.ini"), "--module=http2c\n");
        }
        Files.writeString(inis.resolve("ee10.ini"), "--modules=ee10-deploy,ee10-websocket-jakarta\n");
        Files.writeString(
                inis.resolve("threads.ini"), threads(setup, "--module=threadpool\njetty.threadPool.maxThreads=", "\n"));
        List<String> command = java(base, setup);
        command.addAll(List.of(
                "-Djetty.home=" + home,
                "-Djetty.base=" + base,
                "-jar",
                home.resolve("start.jar").toString()));
        return command;
    }

    private static String jettyContext(HostSetup setup, Path rules) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
                <Configure class="org.eclipse.jetty.ee10.webapp.WebAppContext">
                  <Set name="contextPath">%s</Set>
                  <Set name="war">%s</Set>
                  <Call name="setInitParameter">
                    <Arg>gangway.rules.file</Arg>
                    <Arg>%s</Arg>
                  </Call>
                </Configure>
                """.formatted(setup.contextPath().isEmpty() ? "/" : setup.contextPath(), setup.war(), rules);
    }

    private List<String> java(Path base, HostSetup setup) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + setup.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + base.resolve("temp")));
        command.addAll(setup.jvmOptions());
        return command;
    }

    /** The one directory inside the unpacked archive. */
    private Path home() {
        Path unpacked = HostProcess.targetDirectory().resolve("hosts").resolve(directory);
        if (!Files.isDirectory(unpacked)) {
            throw new IllegalStateException(
                    unpacked + " does not exist: mvn dependency:unpack@unpack-hosts unpacks the distributions");
        }
        try (Stream<Path> entries = Files.list(unpacked)) {
            List<Path> homes = entries.filter(Files::isDirectory).toList();
            if (homes.size() != 1) {
                throw new IllegalStateException("expected one distribution in " + unpacked + ", found " + homes);
            }
            return homes.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
