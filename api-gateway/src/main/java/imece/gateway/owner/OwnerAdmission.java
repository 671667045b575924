package imece.gateway.owner;

import imece.gateway.GatewaySettings;
import imece.gateway.http.Problem.UsedLimit;
import imece.gateway.http.Refusal;
import imece.gateway.owner.Owner.UsedToday;
import imece.gateway.owner.OwnerGrants.Grant;
import imece.gateway.owner.OwnerRows.OwnerReading;
import imece.gateway.owner.RatePolicy.RateDecision;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    /** How soon it is worth asking again for what only goes when rows are too old. */
    private static final Duration AGES = Duration.ofDays(1);

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
            GatewayReach reach) {
        this.rows = rows;
        this.grants = grants;
        this.floods = floods;
        this.settings = settings;
        this.waiting = gateway.maxWaitingPerUser();
        this.othersReachUs = reach.beyondLoopback();
    }

    /**
     * An owner that was let ask.
     *
     * @param owner as its row says
     * @param limits what else applies to it
     */
    public record AdmittedOwner(Owner owner, OwnerLimits limits) {}

    /**
     * Takes so many jobs off what this owner may ask for. Its row is locked from now on.
     *
     * @throws Refusal 403 if it is forbidden to, 429 if it has asked too fast or has used up its day
     * @throws OwnerMoved if everything of it is somebody else's now
     */
    public AdmittedOwner admit(Asker asker, int jobs) {
        UUID key = asker.through();
        if (key == null) {
            Optional<Grant> granted = grants.grant(asker, jobs);
            if (granted.isPresent()) {
                Owner owner = granted.get().owner();
                return new AdmittedOwner(owner, limits(owner, granted.get().at()));
            }
        } else {
            // Before the owner's: whoever has a row inside a key locks the key's first.
            OwnerLimits ofKey = admitted(new Asker(key, null, null, null), jobs).limits();
            requireRoom(ofKey, rows.waiting(key), jobs);
        }
        return admitted(asker, jobs);
    }

    private AdmittedOwner admitted(Asker asker, int jobs) {
        OwnerReading reading = locked(asker);
        OwnerLimits limits = limits(reading);
        rows.granted(asker.owner(), earnedAt(limits, reading, jobs), reading.at());
        return new AdmittedOwner(reading.owner(), limits);
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

    /** Has these jobs, which were admitted and made, count for the key that they were asked for by, too. */
    public void charge(Asker asker, Collection<UUID> jobs) {
        if (asker.through() != null) {
            rows.askedThrough(asker.through(), jobs);
        }
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
     * @throws OwnerMoved if everything of it is somebody else's now
     */
    public void requireStore(Asker asker) {
        makeKnown(asker);
        requireStore(rows.find(asker).orElseThrow().present());
        if (asker.through() != null) {
            requireStore(rows.find(asker.through()).orElseThrow());
        }
    }

    private void requireStore(OwnerReading reading) {
        refuseForbidden(reading);
        refuse(
                HttpStatus.CONTENT_TOO_LARGE,
                "bytes",
                reading.used().bytes(),
                limits(reading).dailyBytes(),
                reading.at());
    }

    /**
     * Keeps the owner from moving and from ending until the transaction ends, so that what is added to it now is moved or deleted
     * with the rest. Makes the row of a visitor that has none.
     *
     * @throws OwnerMoved if everything of it is somebody else's now
     * @throws Refusal 401 if it has ended, 429 if it is one of too many new ones
     */
    public void keep(Asker asker) {
        if (!rows.keep(asker.owner())) {
            add(asker);
            rows.keep(asker.owner());
        }
    }

    /**
     * Asked before somebody is told that what they name is not theirs: it may be where everything of theirs went.
     *
     * @throws OwnerMoved if everything of it is somebody else's now
     */
    public void follow(UUID owner) {
        rows.find(owner).map(OwnerReading::owner).map(Owner::movedTo).ifPresent(to -> {
            throw new OwnerMoved(to);
        });
    }

    /**
     * Ends an owner that has a row: from now on nothing is added to it.
     *
     * @throws Refusal 401 if it has ended already, or everything of it is somebody else's now
     */
    public void endIfPresent(UUID owner, UUID deletion) {
        rows.endIfPresent(owner, deletion);
    }

    /**
     * Makes the row of a visitor that has none, or of a user of an app.
     *
     * @throws Refusal 429 if it is one of too many new ones from its address, or the app has named too many
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
        UUID key = asker.through();
        if (key != null && rows.usersOf(key) >= settings.usersOfApp()) {
            throw Refusal.limited(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-users",
                    "This key's app has named too many users: at most " + settings.usersOfApp()
                            + " may have things here.",
                    AGES,
                    new UsedLimit("users", settings.usersOfApp(), (long) settings.usersOfApp(), null));
        }
        rows.add(asker);
    }

    /** What applies to this owner at this moment. */
    OwnerLimits limits(OwnerReading reading) {
        return limits(reading.owner(), reading.at());
    }

    private OwnerLimits limits(Owner owner, Instant at) {
        return OwnerLimits.of(owner.own(), settings, waiting, othersReachUs && owner.newVisitor(at));
    }

    /** What applies to a visitor, or a user of an app, that has never written anything. */
    OwnerLimits limitsOfNobody(boolean visitor) {
        return OwnerLimits.of(Owner.OwnLimits.NONE, settings, waiting, visitor && othersReachUs);
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
