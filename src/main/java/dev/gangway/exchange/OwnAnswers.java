package dev.gangway.exchange;

import dev.gangway.message.Fields;
import dev.gangway.rules.FieldEdit;
import dev.gangway.rules.MessageSettings;
import dev.gangway.rules.PathPattern;
import dev.gangway.rules.PathSettings;
import java.util.List;
import java.util.Optional;

/**
 * What our own answers to one request go by: the sections that cover it as the rewrite rules left it. Immutable.
 *
 * @param always the Header lines that our own pages get as well
 * @param reception the request with its variables settled
 */
record OwnAnswers(MessageSettings messages, List<FieldEdit> always, Reception reception) {

    OwnAnswers {
        always = List.copyOf(always);
    }

    static OwnAnswers of(PathSettings settings, Reception reception) {
        return new OwnAnswers(settings.messages(), settings.head().always(), reception);
    }

    Decision refuse(ProxyError error, String detail) {
        return new Decision.Refuse(new Failure(error, detail), page(error));
    }

    /** What a rule says with a status of its own. */
    Decision refuse(int status, String detail) {
        if (status < 300 && reception.request().connection().extendedConnect()) {
            return refuse(ProxyError.METHOD_REFUSED, "CONNECT for a WebSocket: " + detail);
        }
        return switch (status) {
            case 400 -> refuse(ProxyError.TARGET_AMBIGUOUS, detail);
            case 403 -> refuse(ProxyError.ACCESS_DENIED, detail);
            case 404 -> refuse(ProxyError.TARGET_NOT_FOUND, detail);
            case 410 -> refuse(ProxyError.TARGET_GONE, detail);
            default -> new Decision.Answer(new OwnPage(status, fields(), messages.document(status)), detail);
        };
    }

    OwnPage page(ProxyError error) {
        return OwnPage.of(error, messages).with(fields());
    }

    /** Empty where the backend's answer passes. */
    Optional<OwnPage> inPlaceOf(ClientResponse planned) {
        return OwnPage.inPlaceOf(planned, messages).map(page -> page.with(fields()));
    }

    /** What {@code Header always} adds. */
    Fields fields() {
        try {
            return FieldEdits.apply(always, Fields.empty(), reception);
        } catch (PathPattern.ExhaustedException exhausted) {
            return Fields.empty(); // one line edits what another one added: the page goes without
        }
    }
}
