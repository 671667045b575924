package imece.worker.link;

import java.time.Duration;

/** How long to wait before the next try: doubling from the first to the longest. Not for several threads. */
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    Duration next() {
        Duration now = next;
        Duration doubled = now.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return now;
    }

    /** It has worked: begin anew. */
    void reset() {
        next = first;
    }
}
