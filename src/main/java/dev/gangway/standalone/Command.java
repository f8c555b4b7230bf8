package dev.gangway.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a command line asks for. Immutable. */
sealed interface Command {

    /** Run Gangway with these rules until the process is ended. */
    record Serve(Place place, Rules rules) implements Command {}

    /** Run the demo backend and Gangway in front of it. */
    record Demo(Place place) implements Command {}

    /** Say what a deployment would say to these rules files. */
    record Check(List<Path> files) implements Command {
        public Check {
            files = List.copyOf(files);
        }
    }

    /** Print the reference of these directives, of every one when none is named. */
    record Directives(List<String> names) implements Command {
        public Directives {
            names = List.copyOf(names);
        }
    }

    /**
     * Say what becomes of one request.
     *
     * @param clientName what the name service would tell of the client's address; empty when it isn't known
     * @param location what the backend might answer with; empty for no such field
     */
    record Explain(
            Path file,
            RequestLine request,
            Optional<String> clientName,
            Optional<String> location,
            List<String> cookies)
            implements Command {
        public Explain {
            cookies = List.copyOf(cookies);
        }
    }

    record Help() implements Command {}

    record Version() implements Command {}

    /** Not understood: every problem, one line each. */
    record Wrong(List<String> problems) implements Command {
        public Wrong {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Where to listen.
     *
     * @param port 0 lets the system choose
     * @param contextPath empty, or begins with a slash and doesn't end with one
     */
    record Place(String address, int port, String contextPath) {}

    /** Where the rules of a {@link Serve} come from. */
    sealed interface Rules {}

    record RulesFile(Path path) implements Rules {}

    /** Everything to one backend. */
    record ToBackend(URI url) implements Rules {

        /** The rules text that this stands for. */
        String text() {
            String base = url.toString().endsWith("/") ? url.toString() : url + "/";
            return "ProxyPass / " + base + "\nProxyPassReverse / " + base + "\n";
        }
    }
}
