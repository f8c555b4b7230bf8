package dev.gangway.diff;

import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What came of one request at one server. Immutable.
 *
 * @param status 0 when the connection ended without an answer
 * @param line the request line that the backend saw; empty when it saw none
 * @param host the Host field that the backend saw
 * @param sent the other fields that the backend saw
 * @param mapped the fields for the client that reverse mapping may change
 * @param received the client's other fields
 * @param content what the client got: the backend's, the operator's text, or nothing for a server's own page
 */
record Outcome(
        int status, String line, String host, SeenFields sent, String mapped, SeenFields received, String content) {
    private static final Set<String> MAPPED =
            Set.of("location", "content-location", "uri", "destination", "set-cookie");

    static Outcome none() {
        return new Outcome(0, "", "", SeenFields.none(), "", SeenFields.none(), "");
    }

    /** The backend's view of the request is empty when it got none. */
    static Outcome of(RawResponse response, Optional<RawHead> forwarded, int frontPort) {
        String line = forwarded.map(RawHead::startLine).orElse("");
        boolean ownPage = response.text().toLowerCase(Locale.ROOT).startsWith("<!doctype");
        boolean backends = response.text().equals("seen");
        SeenFields answer = SeenFields.ofResponse(response.head(), frontPort, !backends);
        SeenFields request =
                forwarded.map(head -> SeenFields.ofRequest(head, frontPort)).orElseGet(SeenFields::none);
        return new Outcome(
                response.status(),
                line,
                forwarded.map(head -> head.value("Host")).orElse(""),
                request,
                answer.only(MAPPED).toString(),
                answer.without(MAPPED),
                ownPage ? "" : response.text());
    }

    boolean reachedBackend() {
        return !line.isEmpty();
    }

    /** True when both have the same fields, those of reverse mapping left out. */
    boolean sameFields(Outcome other) {
        return host.equals(other.host) && sent.equals(other.sent) && received.equals(other.received);
    }

    @Override
    public String toString() {
        return status
                + (line.isEmpty() ? "" : " " + line + " @" + host + " [" + sent + "]")
                + (mapped.isEmpty() ? "" : " {" + mapped + "}")
                + (received.values().isEmpty() ? "" : " <" + received + ">")
                + (content.isEmpty() ? "" : " \"" + content + "\"");
    }
}
