package dev.gangway.webapp;

import dev.gangway.rules.RulesText;
import java.util.Map;

/** Reads one rules file exactly as a deployment with {@code gangway.rules.file} would. Stateless. */
public final class RulesFile {

    private RulesFile() {}

    /**
     * The file's text under the name given, with what it may include and the variables that it may name.
     *
     * @throws RefusedConfiguration when there is no such file, or no rules text can be in it
     */
    public static RulesText read(String name, Map<String, String> environment) {
        RulesLocated located = RulesLocation.read(name, "command line", ContainerSettings::file, environment);
        if (located instanceof RulesLocated.Found found) {
            return found.text();
        }
        throw new RefusedConfiguration(((RulesLocated.Problems) located).texts());
    }
}
