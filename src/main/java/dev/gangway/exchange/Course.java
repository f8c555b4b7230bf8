package dev.gangway.exchange;

import dev.gangway.mapping.Found;
import dev.gangway.rules.Environment;
import dev.gangway.rules.HopSettings;
import dev.gangway.rules.PathSettings;
import dev.gangway.rules.ServerSettings;
import dev.gangway.rules.WorkerParameters;
import java.util.Optional;

/**
 * The way that was found for one request, and what holds on it: answers come back by the same settings. Immutable.
 *
 * @param settings of the server with all sections that cover the request
 * @param server of the request
 * @param reception the request as the rules see it
 * @param matched its variables as access rules see them: httpd sets those of SetEnv later
 */
public record Course(
        Found.Mapped mapped, PathSettings settings, ServerSettings server, Reception reception, Environment matched) {

    /** How the server of the request acts as one proxy among others. */
    HopSettings hop() {
        return server.hop();
    }

    /** The request's variables. */
    Environment environment() {
        return reception.environment();
    }

    /** The worker's, as this request has them: the variable proxy-nokeepalive spares no connection for others,
     * proxy-sendcl wants a length for all content, proxy-sendchunked for none. */
    public WorkerParameters parameters() {
        WorkerParameters parameters = mapped.worker().parameters();
        if (environment().has("proxy-nokeepalive")) {
            parameters = parameters.withoutReuse();
        }
        if (environment().has("proxy-sendcl")) {
            parameters = parameters.spooling(SpoolFiles.MAX_OCTETS);
        } else if (environment().has("proxy-sendchunked") || environment().has("proxy-sendchunks")) {
            parameters = parameters.spooling(0);
        }
        return parameters;
    }

    /** The client's, as trusted proxies name it. */
    public String clientAddress() {
        return reception.request().connection().remoteAddress();
    }

    /** Our own answer to a failure. */
    public OwnPage page(ProxyError error) {
        return own().page(error);
    }

    /** Our own answer in place of a backend's; empty where that passes. */
    public Optional<OwnPage> pageInPlaceOf(ClientResponse planned) {
        return own().inPlaceOf(planned);
    }

    OwnAnswers own() {
        return OwnAnswers.of(settings, reception);
    }
}
