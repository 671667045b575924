package imece.gateway.http.body;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which connections have begun a request long ago whose line and headers are still not complete. It is told now and then which
 * ones wait, and knows no clock.
 *
 * @param <C> a connection
 */
final class HeaderPatience<C> {

    private final long within;
    private Map<Begun<C>, Long> since = Map.of();

    HeaderPatience(Duration within) {
        this.within = within.toNanos();
    }

    /**
     * Those to be closed.
     *
     * @param begun all that wait for more of their headers now
     * @param nanos the time; never less than before
     */
    List<C> late(Collection<Begun<C>> begun, long nanos) {
        Map<Begun<C>, Long> known = new HashMap<>();
        begun.forEach(each -> known.put(each, since.getOrDefault(each, nanos)));
        since = known;
        return known.entrySet().stream()
                .filter(each -> nanos - each.getValue() >= within)
                .map(each -> each.getKey().connection())
                .toList();
    }

    /**
     * A request that has begun.
     *
     * @param number of requests that were served before it by the same reader: another one is another request
     */
    record Begun<C>(C connection, int number) {}
}
