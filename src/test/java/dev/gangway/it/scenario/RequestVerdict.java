package dev.gangway.it.scenario;

import dev.gangway.testing.Ending;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawProbe;
import dev.gangway.testing.RawResponse;
import dev.gangway.testing.StrictRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the octets of one connection, one word for each answer:
 *
 * <ul>
 *   <li>{@code pass}: the backend got one well-formed message and its answer came back;
 *   <li>a status like {@code 400}: Gangway refused with its own page, the backend got no complete message;
 *   <li>{@code barred}: the container refused with a 4xx, 501 or 505 of its own, or without any answer;
 *   <li>{@code cut}: the request broke off within its content, and so did the message to the backend.
 * </ul>
 *
 * Everything else is an error. Stateless.
 */
final class RequestVerdict {

    /** The field in which the backend says what it was asked. */
    static final String ASKED = "X-Asked";

    private RequestVerdict() {}

    /** How many answers this verdict speaks of. */
    static int answers(String verdict) {
        return verdict.split(" ").length;
    }

    static String of(RawProbe.Seen seen, List<StrictRequest> received, List<RawHead> heads) {
        List<String> words = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        for (RawResponse answer : seen.answers()) {
            words.add(word(answer));
            asked.addAll(answer.head().values(ASKED));
        }
        List<String> complete = received.stream()
                .filter(StrictRequest::complete)
                .map(StrictRequest::line)
                .toList();
        List<String> arrived = heads.stream()
                .map(RawHead::startLine)
                .filter(complete::contains)
                .toList();
        if (complete.size() != arrived.size() || !asked.equals(arrived)) {
            return "answers for " + asked + ", but the backend got " + complete;
        }
        boolean cut = received.stream().anyMatch(message -> !message.complete());
        if (!seen.rest().isEmpty()) {
            words.add("octets that are no answer");
        } else if (cut) {
            if (!words.isEmpty() && !words.get(words.size() - 1).equals("pass")) {
                words.remove(words.size() - 1);
            }
            words.add("cut");
        } else if (words.isEmpty()) {
            words.add("barred");
        }
        return String.join(" ", words);
    }

    private static String word(RawResponse answer) {
        int status = answer.status();
        if (answer.ending().visiblyBroken()) {
            return "broken answer " + status;
        }
        if (status == 200 && answer.head().has(ASKED)) {
            return "pass";
        }
        boolean own = answer.text().contains("<p>Request id: ")
                || (answer.ending() == Ending.COMPLETE && ownHead(answer.head()));
        if (own) {
            return Integer.toString(status);
        }
        return (status >= 400 && status < 500) || status == 501 || status == 505
                ? "barred"
                : "foreign answer " + status;
    }

    /** Of an own page, as far as it can be told without content. */
    private static boolean ownHead(RawHead head) {
        return head.value("X-Content-Type-Options").equals("nosniff")
                && head.value("Cache-Control").equals("no-store");
    }
}
