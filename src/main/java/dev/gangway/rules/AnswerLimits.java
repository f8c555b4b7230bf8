package dev.gangway.rules;

/**
 * How much of a backend's answer is read before its content: more is answered 502. Immutable.
 *
 * @param lineOctets octets of one line ({@code responsefieldsize})
 * @param lines lines of one head ({@code responsefields})
 * @param octets octets of one head ({@code responseheadsize})
 * @param interim interim answers (1xx) before the final one ({@code interimresponses})
 */
public record AnswerLimits(int lineOctets, int lines, int octets, int interim) {

    public static final AnswerLimits DEFAULT = new AnswerLimits(8192, 100, 64 * 1024, 10);

    static AnswerLimits of(WorkerParameterDraft given) {
        return new AnswerLimits(
                given.lineOctets.filter(octets -> octets > 0).orElse(DEFAULT.lineOctets),
                given.headLines.orElse(DEFAULT.lines),
                given.headOctets.orElse(DEFAULT.octets),
                given.interim.orElse(DEFAULT.interim));
    }
}
