package imece.gateway.line;

import java.time.Duration;

/** How long a lane's places are left alone after a reading, so that reading stays a small part of all the time. Pure. */
final class ReadingPause {

    /** A third of the time may be spent reading, and more only where places would grow too old otherwise. */
    private static final int TIMES_THE_READING = 2;

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private ReadingPause() {}

    /** The least time from a reading that took so long to the next. */
    static Duration after(Duration reading) {
        Duration pause = reading.multipliedBy(TIMES_THE_READING);
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
