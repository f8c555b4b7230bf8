package dev.gangway.exchange;

import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import java.util.List;

/** What a client's Expect field asks for (RFC 9110 section 10.1.1). Stateless. */
final class Expectation {

    static final String NAME = "Expect";
    static final String CONTINUE = "100-continue";

    private Expectation() {}

    /** Whether something else than 100-continue is expected, which nobody on the way could promise. */
    static boolean unknown(Fields fields) {
        List<String> members = fields.members(NAME);
        return !members.stream().allMatch(CONTINUE::equals);
    }

    /** Whether the backend is asked, before the client sends its content. */
    static boolean forwarded(ClientRequest request, Fields edited, Course course) {
        boolean content = request.content() instanceof RequestContent.Sized sized
                ? sized.length() > 0
                : request.content() instanceof RequestContent.Unsized
                        && course.parameters().spool().orElse(0) == 0; // its length has to be found out first
        return content
                && !request.connection().version().equals("1.0")
                && edited.has(NAME)
                && course.settings().messages().continues().orElse(true);
    }
}
