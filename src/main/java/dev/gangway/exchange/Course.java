package dev.gangway.exchange;

import dev.gangway.mapping.Found;
import dev.gangway.rules.Environment;
import dev.gangway.rules.HopSettings;
import dev.gangway.rules.PathSettings;

/**
 * The way that was found for one request, and what holds on it: answers come back by the same settings. Immutable.
 *
 * @param settings of the server with all sections that cover the request
 * @param hop how the server of the request acts as one proxy among others
 * @param reception the request as the rules see it
 * @param matched its variables as access rules see them: httpd sets those of SetEnv later
 */
public record Course(
        Found.Mapped mapped, PathSettings settings, HopSettings hop, Reception reception, Environment matched) {

    /** The request's variables. */
    Environment environment() {
        return reception.environment();
    }
}
