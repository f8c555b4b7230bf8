package dev.gangway.it.scenario;

import dev.gangway.testing.Ending;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawProbe;
import dev.gangway.testing.RawResponse;
import dev.gangway.testing.StrictRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of the octets of one connection, one word for each answer:
 *
 * <ul>
 *   <li>{@code pass}: the backend got one well-formed message and its answer came back;
 *   <li>a status like {@code 400}: Gangway refused with its own page, the backend got no complete message;
 *   <li>{@code barred}: the container refused with a 4xx, 501 or 505 of its own, or without any answer;
 *   <li>{@code served}: the container answered 200 itself, which it may for {@code *} only;
 *   <li>{@code cut}: the request broke off within its content, and so did the message to the backend, if it was begun.
 * </ul>
 *
 * Everything else is an error. Stateless.
 */
final class RequestVerdict {

    /** The field in which the backend says what it was asked. */
    static final String ASKED = "X-Asked";

    private static final int MAX_ASKED = 200;

    private static final Pattern OWN_PAGE = Pattern.compile("<h1>([0-9]{3}) .*<p>Request id: ");

    private RequestVerdict() {}

    /** How many answers this verdict speaks of. */
    static int answers(String verdict) {
        return verdict.split(" ").length;
    }

    /** Whether a request that breaks off has reached the backend by then is a matter of moments. */
    static boolean fits(String expected, String verdict) {
        return expected.equals(verdict)
                || (expected.equals("cut") && (verdict.equals("400") || verdict.equals("barred")));
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
                .map(message -> asked(message.line()))
                .toList();
        List<String> arrived = heads.stream()
                .map(head -> asked(head.startLine()))
                .filter(complete::contains)
                .toList();
        if (complete.size() != arrived.size() || !asked.equals(arrived)) {
            return "answers for " + asked + ", but the backend got " + complete;
        }
        boolean cut = received.stream().anyMatch(message -> !message.complete());
        Matcher headless = OWN_PAGE.matcher(seen.rest());
        if (headless.find()) {
            words.add(headless.group(1));
        } else if (seen.rest().startsWith("<!doctype html>") && seen.rest().contains("HTTP Status 4")) {
            words.add("barred");
        } else if (!seen.rest().isEmpty()) {
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

    /** What the backend says that it was asked, in a field of bounded length. */
    static String asked(String requestLine) {
        return requestLine.length() < MAX_ASKED ? requestLine : requestLine.substring(0, MAX_ASKED);
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
        if (status == 200) {
            return "served";
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
