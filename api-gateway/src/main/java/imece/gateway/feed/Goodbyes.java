package imece.gateway.feed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many sockets may be opened only to be told that there is no room. Such a socket costs memory until its client has
 * answered the goodbye, or until it is given up: whoever opens them faster is refused before anything is opened.
 */
final class Goodbyes {

    private final int most;
    private final long nanos;
    private final Deque<Long> said = new ArrayDeque<>();

    /**
     * None said yet.
     *
     * @param within how long one costs memory at the longest
     */
    Goodbyes(int most, Duration within) {
        this.most = most;
        this.nanos = within.toNanos();
    }

    /**
     * Whether one more may be said; if so, it counts from now on.
     *
     * @param now as {@link System#nanoTime()} tells it
     */
    synchronized boolean sayAt(long now) {
        for (Long first = said.peek(); first != null && now - first >= nanos; first = said.peek()) {
            said.remove();
        }
        return said.size() < most && said.add(now);
    }
}
