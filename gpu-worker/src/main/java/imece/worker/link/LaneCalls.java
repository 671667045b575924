package imece.worker.link;

import java.time.Duration;
import java.util.List;

/** What gateways last said about lanes in which jobs wait with the broker. */
final class LaneCalls {

    /** Gateways say it every second; what is older than this no longer holds. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);

    private record Said(List<String> lanes, long at) {}

    private volatile Said said = new Said(List.of(), System.nanoTime());

    void called(List<String> lanes) {
        said = new Said(List.copyOf(lanes), System.nanoTime());
    }

    /** Those lanes, the one that waits longest first; empty if nobody has said so lately. */
    List<String> lanes() {
        Said last = said;
        return System.nanoTime() - last.at() < GOOD_FOR.toNanos() ? last.lanes() : List.of();
    }
}
