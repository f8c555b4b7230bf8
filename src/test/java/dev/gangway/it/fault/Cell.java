package dev.gangway.it.fault;

import dev.gangway.it.fault.Fault.Struck;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One cell of the matrix: this fault strikes this traffic at this moment. */
record Cell(Fault fault, Traffic traffic, Moment moment) {

    private static final int BULK = 3_000_000;

    /** Every cell that makes sense. */
    static List<Cell> all() {
        return Arrays.stream(Fault.values())
                .flatMap(fault -> Arrays.stream(Traffic.values())
                        .flatMap(traffic -> moments(fault, traffic).map(moment -> new Cell(fault, traffic, moment))))
                .toList();
    }

    private static Stream<Moment> moments(Fault fault, Traffic traffic) {
        return Arrays.stream(Moment.values()).filter(moment -> fits(fault, traffic, moment));
    }

    private static boolean fits(Fault fault, Traffic traffic, Moment moment) {
        boolean within = moment.compareTo(Moment.AFTER_HEAD) >= 0;
        return switch (fault.struck()) {
            case NOTHING -> false;
            case CONNECT, LENGTH -> moment == Moment.BEFORE;
            case AFTER_ANSWER ->
                moment == Moment.BEFORE_END && !(fault == Fault.ANNOUNCES_TOO_LITTLE && traffic.answerChunked());
            case UPLOAD_READ -> traffic.uploads() && within;
            case REQUEST -> fitsRequest(fault, traffic, moment);
            // what comes in the middle of content with a length, or of a chunk, is content
            case ANSWER ->
                fault != Fault.WRITES_GARBAGE || !within || (traffic.answerChunked() && moment != Moment.BEFORE_END);
        };
    }

    private static boolean fitsRequest(Fault fault, Traffic traffic, Moment moment) {
        if (moment == Moment.MID_HEAD) {
            return fault != Fault.SENDER_STOPS; // half a head never reaches Gangway
        }
        return traffic.uploads() && moment != Moment.BEFORE;
    }

    int uploadOctets() {
        return traffic.uploads() && fault.struck() == Struck.UPLOAD_READ && fault.bulky()
                ? BULK
                : traffic.uploadOctets();
    }

    int answerOctets() {
        return fault.struck() == Struck.ANSWER && fault.bulky() ? BULK : traffic.answerOctets();
    }

    /** The oracle: whatever else the client sees is wrong. */
    Set<Sight> allowed() {
        if (fault.clientLeaves()) {
            return EnumSet.of(Sight.LEFT);
        }
        return switch (fault) {
            case REFUSED -> EnumSet.of(Sight.UNAVAILABLE);
            case NEVER_SERVED, ASKED_THEN_READS_NO_MORE -> EnumSet.of(Sight.TIMEOUT);
            case SENDER_STOPS -> EnumSet.of(Sight.CLIENT_PAUSED);
            // whether it was connected depends on when the reset is noticed
            case RESET_AT_CONNECT -> EnumSet.of(Sight.UNAVAILABLE, Sight.BAD_GATEWAY);
            case ASKED_THEN_RESETS, ASKED_THEN_CLOSES -> EnumSet.of(Sight.BAD_GATEWAY);
            // a reset may overtake the answer
            case ANSWERS_EARLY_AND_CLOSES -> EnumSet.of(Sight.OWN, Sight.BAD_GATEWAY, Sight.BROKEN);
            case HANGS -> headless() ? EnumSet.of(Sight.TIMEOUT) : EnumSet.of(Sight.TIMEOUT, Sight.BROKEN);
            case RESETS, CLOSES, WRITES_GARBAGE ->
                headless() ? EnumSet.of(Sight.BAD_GATEWAY) : EnumSet.of(Sight.BAD_GATEWAY, Sight.BROKEN);
            case ANNOUNCES_TOO_MUCH -> EnumSet.of(Sight.BAD_GATEWAY, Sight.BROKEN);
            default -> EnumSet.of(Sight.OWN);
        };
    }

    private boolean headless() {
        return moment.compareTo(Moment.AFTER_HEAD) < 0;
    }

    @Override
    public String toString() {
        return fault + " " + traffic + " " + moment;
    }
}
