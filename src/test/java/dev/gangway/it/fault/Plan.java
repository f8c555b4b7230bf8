package dev.gangway.it.fault;

import java.util.Optional;
import java.util.Random;

/**
 * What a tagged exchange is going to be. The backend reads it from the path, so that nothing has to be kept for it. Immutable.
 *
 * @param answerEnd how many octets of the answer come before the backend ends the connection; -1 for all, and it is kept
 */
record Plan(Tag tag, int upload, boolean chunked, int answer, int answerEnd, boolean reset) {

    static Plan random(Tag tag, Random random) {
        int upload = random.nextInt(3) == 0 ? random.nextInt(30_000) + 1 : 0;
        int answer = random.nextInt(4) == 0 ? random.nextInt(60_000) : random.nextInt(2_000);
        int end = random.nextInt(12) == 0 ? random.nextInt(answer + 100) : -1;
        return new Plan(tag, upload, random.nextBoolean(), answer, end, random.nextBoolean());
    }

    String path() {
        return upload + "/" + (chunked ? 1 : 0) + "/" + answer + "/" + answerEnd + "/" + (reset ? 1 : 0) + "/"
                + tag.text();
    }

    /** Of the last six members of a path. */
    static Optional<Plan> of(String path) {
        String[] members = path.split("/", -1);
        int from = members.length - 6;
        if (from < 0) {
            return Optional.empty();
        }
        return Optional.of(new Plan(
                new Tag(members[from + 5]),
                Integer.parseInt(members[from]),
                members[from + 1].equals("1"),
                Integer.parseInt(members[from + 2]),
                Integer.parseInt(members[from + 3]),
                members[from + 4].equals("1")));
    }

    byte[] uploadOctets() {
        return tag.octets("upload", upload);
    }

    byte[] answerOctets() {
        return tag.octets("answer", answer);
    }
}
