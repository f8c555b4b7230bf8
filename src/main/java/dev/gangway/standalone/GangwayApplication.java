package dev.gangway.standalone;

import dev.gangway.standalone.Command.RulesFile;
import dev.gangway.standalone.Command.Serve;
import dev.gangway.standalone.Command.ToBackend;

/** Gangway in an embedded Tomcat with the rules of the command line. Thread-safe as {@link EmbeddedTomcat} is. */
final class GangwayApplication implements Application {

    private final EmbeddedTomcat tomcat;
    private final String rules;

    GangwayApplication(Serve serve) {
        tomcat = new EmbeddedTomcat("Gangway", serve.place(), GangwayDeployment.of(serve.rules()));
        rules = serve.rules() instanceof RulesFile file
                ? "rules from " + file.path()
                : "everything to " + ((ToBackend) serve.rules()).url();
    }

    @Override
    public void start() throws CannotStart {
        tomcat.start();
    }

    @Override
    public String description() {
        return tomcat.url() + " (" + rules + ")";
    }

    @Override
    public void close() {
        tomcat.close();
    }
}
