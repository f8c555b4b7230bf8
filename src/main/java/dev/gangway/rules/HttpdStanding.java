package dev.gangway.rules;

/**
 * How a directive here stands to httpd's of the same name. Immutable.
 *
 * @param how the difference in a few words; empty for the same
 */
record HttpdStanding(Kind kind, String how) {

    enum Kind {
        SAME("same"),
        DIFFERS("differs"),
        NO_EFFECT("accepted without effect"),
        EXTENSION("not in httpd"),
        REFUSED("refused");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    static final HttpdStanding SAME = new HttpdStanding(Kind.SAME, "");

    @Override
    public String toString() {
        return how.isEmpty() ? kind.words : kind.words + ": " + how;
    }
}
