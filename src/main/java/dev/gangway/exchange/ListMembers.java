package dev.gangway.exchange;

import java.util.ArrayList;
import java.util.List;

/** The members of a comma-separated field value; commas within quotes separate nothing (RFC 9110 section 5.6.1). Stateless. */
final class ListMembers {

    private ListMembers() {}

    static List<String> of(String value) {
        List<String> members = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            if (quoted && character == '\\') {
                at++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (character == ',' && !quoted) {
                members.add(value.substring(start, at).strip());
                start = at + 1;
            }
        }
        members.add(value.substring(start).strip());
        return members;
    }
}
