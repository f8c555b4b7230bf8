package dev.gangway.diff;

/** One request with what came of it at both servers. Immutable. */
record Comparison(Probe probe, Outcome httpd, Outcome gangway) {

    boolean same() {
        return httpd.equals(gangway);
    }

    @Override
    public String toString() {
        String answer =
                probe.fieldLines().isEmpty() ? "" : " " + probe.fieldLines().strip();
        return "%-12s %s %s (Host: %s)%s%n    httpd:   %s%n    gangway: %s"
                .formatted(
                        probe.about(), probe.method(), visible(probe.target()), probe.host(), answer, httpd, gangway);
    }

    /** Octets beyond visible ASCII as {@code <XX>}, which no target holds. */
    private static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> shown.append(c > ' ' && c < 0x7F ? String.valueOf((char) c) : "<%02X>".formatted(c)));
        return shown.toString();
    }
}
