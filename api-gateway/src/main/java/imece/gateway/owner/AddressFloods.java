package imece.gateway.owner;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import imece.gateway.LimitSettings;
import imece.gateway.Networks;
import imece.gateway.http.Problem.UsedLimit;
import imece.gateway.http.Refusal;
import imece.gateway.identity.ClientAddress;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * How many visitors come new, and how often visitors ask for jobs, from one address at this gateway. It bounds floods before any of
 * them costs a query, and is not exact: each gateway counts for itself, and forgets at its end. Only visitors are counted: an
 * address says nothing about whoever signs in or shows a key.
 */
@Component
public class AddressFloods {

    private static final long ADDRESSES = 50_000;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Networks exempt;
    private final FloodMeasure newVisitors;
    private final FloodMeasure newVisitorsOfNetwork;
    private final FloodMeasure submits;

    @Autowired
    AddressFloods(FloodSettings settings, LimitSettings limits) {
        this(settings, limits, TimeMeter.SYSTEM_NANOTIME);
    }

    AddressFloods(FloodSettings settings, LimitSettings limits, TimeMeter time) {
        this.exempt = limits.exemptNetworks();
        this.newVisitors = new FloodMeasure(settings.newVisitors(), HOUR, time);
        this.newVisitorsOfNetwork = new FloodMeasure(settings.newVisitorsOfNetwork(), HOUR, time);
        this.submits = new FloodMeasure(settings.submits(), MINUTE, time);
    }

    /**
     * Counts a visitor that is new.
     *
     * @throws Refusal 429 if too many have come from its address, or from the network around it
     */
    void newVisitor(ClientAddress from) {
        from.blockOutside(exempt).ifPresent(block -> {
            from.network().ifPresent(network -> newVisitorsOfNetwork.take(network, AddressFloods::tooManyNew));
            newVisitors.take(block, AddressFloods::tooManyNew);
        });
    }

    /**
     * Counts a call of a visitor that asks for jobs.
     *
     * @throws Refusal 429 if too many have come from its address
     */
    void submit(ClientAddress from) {
        from.blockOutside(exempt).ifPresent(block -> submits.take(block, AddressFloods::tooManySubmits));
    }

    private static Refusal tooManyNew(long most, Duration wait) {
        return refused(
                "too-many-new-visitors",
                "Too many people have come to this farm for the first time from your network: at most " + most
                        + " an hour may. Please come back later; whoever is here already may go on.",
                new UsedLimit("new-visitors", most, most, null),
                wait);
    }

    private static Refusal tooManySubmits(long most, Duration wait) {
        return refused(
                "too-many-from-address",
                "Too many pictures were asked for from your network: at most " + most
                        + " times a minute. Please try again in a moment.",
                new UsedLimit("submits-of-address", most, most, null),
                wait);
    }

    private static Refusal refused(String code, String detail, UsedLimit limit, Duration wait) {
        return Refusal.limited(HttpStatus.TOO_MANY_REQUESTS, code, detail, wait, limit);
    }

    /** So many within a time, for each key. */
    private static final class FloodMeasure {

        private final int most;
        private final Duration within;
        private final TimeMeter time;
        private final Cache<String, Bucket> buckets;

        FloodMeasure(int most, Duration within, TimeMeter time) {
            this.most = most;
            this.within = within;
            this.time = time;
            // Who has not asked for so long has a full bucket again.
            this.buckets = Caffeine.newBuilder()
                    .maximumSize(ADDRESSES)
                    .expireAfterAccess(within)
                    .build();
        }

        void take(String key, Refused refused) {
            ConsumptionProbe probe = buckets.get(key, unseen -> bucket()).tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                throw refused.because(
                        most, Duration.ofSeconds(Math.ceilDiv(probe.getNanosToWaitForRefill(), 1_000_000_000L)));
            }
        }

        private Bucket bucket() {
            return Bucket.builder()
                    .withCustomTimePrecision(time)
                    .addLimit(limit -> limit.capacity(most).refillGreedy(most, within))
                    .build();
        }
    }

    private interface Refused {
        Refusal because(long most, Duration wait);
    }
}
