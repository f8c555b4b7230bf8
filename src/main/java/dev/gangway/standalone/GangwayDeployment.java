package dev.gangway.standalone;

import dev.gangway.standalone.Command.Rules;
import dev.gangway.standalone.Command.RulesFile;
import dev.gangway.standalone.Command.ToBackend;
import java.util.List;
import java.util.function.Supplier;
import org.apache.catalina.Context;

/**
 * Gangway as a stock container would deploy it: the listener of {@code web.xml} and a context parameter for the rules.
 * Confined to the starting thread.
 */
final class GangwayDeployment implements Deployment {

    private final String parameter;
    private final Supplier<String> value;
    private final Outcome outcome = new Outcome();

    /** @param value of the context parameter, asked for when the deployment starts */
    GangwayDeployment(String parameter, Supplier<String> value) {
        this.parameter = parameter;
        this.value = value;
    }

    static GangwayDeployment of(Rules rules) {
        if (rules instanceof RulesFile file) {
            String path = file.path().toAbsolutePath().normalize().toString();
            return new GangwayDeployment("gangway.rules.file", () -> path);
        }
        return new GangwayDeployment("gangway.rules", ((ToBackend) rules)::text);
    }

    @Override
    public void prepare(Context context) {
        context.addParameter(parameter, value.get());
        context.getServletContext().setAttribute(Outcome.ATTRIBUTE, outcome);
        context.addApplicationListener(ReportingListener.class.getName());
    }

    @Override
    public List<String> problems() {
        return outcome.problems();
    }
}
