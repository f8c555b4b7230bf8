package dev.gangway.standalone;

import dev.gangway.webapp.RefusedConfiguration;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * How the deployment of the listener went. Travels to {@link ReportingListener} as an attribute of the servlet context,
 * because Tomcat creates listeners by class name and only logs what they throw. Thread-safe.
 */
final class Outcome {

    static final String ATTRIBUTE = Outcome.class.getName();

    private volatile List<String> problems = List.of();

    void failed(RuntimeException thrown) {
        problems = thrown instanceof RefusedConfiguration refused ? refused.problems() : List.of(trace(thrown));
    }

    List<String> problems() {
        return problems;
    }

    /** Anything but a refused configuration is a fault of ours: the whole trace is wanted. */
    private static String trace(RuntimeException thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return "cannot deploy: " + text;
    }
}
