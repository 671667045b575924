package imece.gateway.owner;

import imece.gateway.GatewaySettings;
import imece.gateway.IpLiterals;
import imece.gateway.http.Problem.UsedLimit;
import imece.gateway.http.Refusal;
import imece.gateway.job.rows.JobTransaction;
import imece.gateway.owner.Owner.UsedToday;
import imece.gateway.owner.OwnerRows.OwnerReading;
import imece.gateway.owner.RatePolicy.RateDecision;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Lets an owner ask for jobs, or keeps it from that. It is asked inside the transaction that makes the jobs, and locks the
 * owner's row once until that ends: so its limits hold over all gateways and lanes to the unit, and what is rolled back has cost
 * nothing.
 */
@Component
public class OwnerAdmission {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final OwnerRows rows;
    private final OwnerGrants grants;
    private final AddressFloods floods;
    private final OwnerSettings settings;
    private final int waiting;
    private final boolean othersReachUs;

    OwnerAdmission(
            OwnerRows rows,
            OwnerGrants grants,
            AddressFloods floods,
            OwnerSettings settings,
            GatewaySettings gateway,
            @Value("${server.address:}") String listensAt) {
        this.rows = rows;
        this.grants = grants;
        this.floods = floods;
        this.settings = settings;
        this.waiting = gateway.maxWaitingPerUser();
        this.othersReachUs = !listensAt.equals("localhost")
                && !IpLiterals.of(listensAt)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    /**
     * As {@link #admit(Asker, int)}, and then closes the end of a lane: whoever holds that waits for nobody's row.
     *
     * @return what else applies to it
     * @throws Refusal 403 if it is forbidden to, 429 if it has asked too fast or has used up its day
     * @throws OwnerMoved if everything of it is somebody else's now
     */
    public OwnerLimits admit(Asker asker, int jobs, JobTransaction tx, String lane) {
        Optional<OwnerReading> granted = grants.grant(asker, jobs, lane);
        if (granted.isPresent()) {
            return limits(granted.get());
        }
        OwnerLimits limits = admit(asker, jobs);
        tx.lockEndOfLane(lane);
        return limits;
    }

    /**
     * Takes so many jobs off what this owner may ask for. Its row is locked from now on.
     *
     * @return what else applies to it
     * @throws Refusal 403 if it is forbidden to, 429 if it has asked too fast or has used up its day
     * @throws OwnerMoved if everything of it is somebody else's now
     */
    public OwnerLimits admit(Asker asker, int jobs) {
        OwnerReading reading = locked(asker);
        OwnerLimits limits = limits(reading);
        rows.granted(asker.owner(), earnedAt(limits, reading, jobs), reading.at());
        return limits;
    }

    /**
     * When so many more will have been earned. Pure.
     *
     * @throws Refusal 403 or 429 if they are not granted
     */
    static Instant earnedAt(OwnerLimits limits, OwnerReading reading, int jobs) {
        refuseForbidden(reading);
        refuseUsedUp(limits, reading);
        return switch (limits.rate().decide(reading.owner().earnedAt(), reading.at(), jobs)) {
            case RateDecision.Granted granted -> granted.earnedAt();
            case RateDecision.NotYet notYet -> throw tooFast(limits.rate(), reading, notYet.patience());
            case RateDecision.TooManyAtOnce tooMany -> throw tooFast(limits.rate(), reading, MINUTE);
        };
    }

    /**
     * Refuses jobs that would wait beside too many.
     *
     * @param waits how many of the owner wait, counted after its row was locked
     * @throws Refusal 429
     */
    public void requireRoom(OwnerLimits limits, long waits, int jobs) {
        if (waits + jobs > limits.waiting()) {
            throw Refusal.limited(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-waiting",
                    "You have too many waiting jobs for these to be added: at most " + limits.waiting() + " may wait.",
                    PATIENCE,
                    new UsedLimit("waiting", waits, (long) limits.waiting(), null));
        }
    }

    /**
     * Lets an owner store something, and makes the row of a visitor that has none.
     *
     * @throws Refusal 403 if it is forbidden to, 413 if it has stored as much today as it may
     */
    public void requireStore(Asker asker) {
        makeKnown(asker);
        OwnerReading reading = rows.find(asker).orElseThrow();
        refuseForbidden(reading);
        refuse(
                HttpStatus.CONTENT_TOO_LARGE,
                "bytes",
                reading.used().bytes(),
                limits(reading).dailyBytes(),
                reading.at());
    }

    /**
     * Makes the row of a visitor that has none.
     *
     * @throws Refusal 429 if it is one of too many new ones from its address
     */
    public void makeKnown(Asker asker) {
        if (rows.find(asker).isEmpty()) {
            add(asker);
        }
    }

    private OwnerReading locked(Asker asker) {
        return rows.lock(asker).orElseGet(() -> {
            add(asker);
            return rows.lock(asker).orElseThrow();
        });
    }

    private void add(Asker asker) {
        if (asker.unseenFrom() != null) {
            floods.newVisitor(asker.unseenFrom());
        }
        rows.add(asker.owner());
    }

    /** What applies to this owner at this moment. */
    OwnerLimits limits(OwnerReading reading) {
        return OwnerLimits.of(
                reading.owner().own(),
                settings,
                waiting,
                othersReachUs && reading.owner().newVisitor(reading.at()));
    }

    /** What applies to a visitor that has never written anything. */
    OwnerLimits limitsOfNobody() {
        return OwnerLimits.of(Owner.OwnLimits.NONE, settings, waiting, othersReachUs);
    }

    private static void refuseForbidden(OwnerReading reading) {
        Instant own = reading.owner().forbiddenUntil();
        Instant address = reading.addressForbiddenUntil();
        Instant until = own == null || (address != null && address.isAfter(own)) ? address : own;
        if (until != null && until.isAfter(reading.at())) {
            throw Refusal.later(
                    HttpStatus.FORBIDDEN,
                    "forbidden-by-operator",
                    "The farm's operator has forbidden you to ask for anything before " + until + ".",
                    wholeSeconds(Duration.between(reading.at(), until)));
        }
    }

    private static void refuseUsedUp(OwnerLimits limits, OwnerReading reading) {
        UsedToday used = reading.used();
        HttpStatus status = HttpStatus.TOO_MANY_REQUESTS;
        refuse(status, "pictures", used.pictures(), limits.dailyPictures(), reading.at());
        refuse(status, "gpu-seconds", used.gpuSeconds(), limits.dailyGpuSeconds(), reading.at());
        refuse(status, "bytes", used.bytes(), limits.dailyBytes(), reading.at());
    }

    private static void refuse(HttpStatus status, String what, long used, @Nullable Long of, Instant now) {
        if (of != null && used >= of) {
            Instant until = endOfDay(now);
            throw Refusal.limited(
                    status,
                    "daily-limit",
                    "What you may have today is used up: " + used + " of " + of + " " + what.replace("gpu-", "GPU ")
                            + ". It begins anew at " + until + ".",
                    wholeSeconds(Duration.between(now, until)),
                    new UsedLimit(what, used, of, until));
        }
    }

    private static Refusal tooFast(RatePolicy rate, OwnerReading reading, Duration wait) {
        return Refusal.limited(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-fast",
                "You have asked for pictures faster than is allowed: " + rate.perMinute() + " a minute, and "
                        + rate.burst() + " at once.",
                wholeSeconds(wait),
                new UsedLimit(
                        "submits",
                        rate.used(reading.owner().earnedAt(), reading.at()),
                        (long) rate.burst(),
                        reading.at().plus(wait)));
    }

    /** The end of the day in UTC. */
    static Instant endOfDay(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    }

    /** What {@code Retry-After} can say, and never too early. */
    private static Duration wholeSeconds(Duration wait) {
        return Duration.ofSeconds(wait.plusNanos(999_999_999).toSeconds());
    }
}
