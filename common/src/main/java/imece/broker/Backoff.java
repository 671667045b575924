package imece.broker;

import java.time.Duration;

/**
 * How long to wait before the next try: each pause is twice the one before, up to the longest.
 *
 * @param first positive
 * @param longest not less than the first
 */
public record Backoff(Duration first, Duration longest) {

    public Backoff {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("A first pause of " + first + " cannot grow to " + longest + ".");
        }
    }

    /**
     * The pause after so many tries in a row that did not work.
     *
     * @param failures at least 1; less counts as 1
     */
    public Duration after(int failures) {
        Duration pause = first;
        for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
            pause = doubled(pause);
        }
        return pause;
    }

    /** Pauses that are taken one after the other, beginning with the first. */
    public Series series() {
        return new Series();
    }

    private Duration doubled(Duration pause) {
        return pause.compareTo(longest.dividedBy(2)) > 0 ? longest : pause.multipliedBy(2);
    }

    /** Remembers which pause is next. Not for several threads. */
    public final class Series {

        private Duration next = first;

        private Series() {}

        /** How long to wait now. */
        public Duration next() {
            Duration now = next;
            next = doubled(now);
            return now;
        }

        /** It has worked: begin anew. */
        public void reset() {
            next = first;
        }
    }
}
