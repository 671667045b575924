package imece.gateway.owner;

import imece.gateway.http.Problem.UsedLimit;
import imece.gateway.http.Refusals;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.KeyCaller;
import imece.gateway.owner.OwnerRows.OwnerReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/me}: who asks, and what of their limits they have used. */
@RestController
@Tag(name = "Me")
@Refusals("503 database-unavailable")
class MeEndpoint {

    private final OwnerRows rows;
    private final OwnerAdmission admission;

    MeEndpoint(OwnerRows rows, OwnerAdmission admission) {
        this.rows = rows;
        this.admission = admission;
    }

    /**
     * Who asks.
     *
     * @param kind visitor, account, key or sub-owner
     * @param since when they first wrote something; null = never
     * @param forbiddenUntil before when they may ask for nothing; null = they may
     * @param perMinute jobs that they may ask for in a minute on the long run
     * @param limits what they have used of what
     * @param key what of the limits of the key is used by which they ask, which count beside; null = none do
     */
    record MeView(
            UUID owner,
            String kind,
            @Nullable Instant since,
            @Nullable Instant forbiddenUntil,
            int perMinute,
            List<UsedLimit> limits,
            @Nullable KeyLimits key) {
        MeView {
            limits = List.copyOf(limits);
        }
    }

    /** The limits of a key. */
    record KeyLimits(int perMinute, List<UsedLimit> limits) {
        KeyLimits {
            limits = List.copyOf(limits);
        }
    }

    @GetMapping("/api/me")
    @Operation(
            operationId = "getMe",
            summary = "Who I am here, and what I have used of what I may",
            description = "Asking makes nobody known: a visitor has a row from its first prompt on.")
    MeView me(Caller caller) {
        UUID key = caller instanceof KeyCaller by ? by.through() : null;
        KeyLimits inside = key == null ? null : rows.find(key).map(this::ofKey).orElse(null);
        return rows.find(caller.owner())
                .map(reading -> view(reading, inside))
                .orElseGet(() -> nobody(caller.owner(), inside));
    }

    private KeyLimits ofKey(OwnerReading reading) {
        OwnerLimits limits = admission.limits(reading);
        return new KeyLimits(
                limits.rate().perMinute(),
                LimitsInUse.of(limits, reading, rows.waiting(reading.owner().id())));
    }

    private MeView view(OwnerReading reading, @Nullable KeyLimits key) {
        Owner owner = reading.owner();
        OwnerLimits limits = admission.limits(reading);
        return new MeView(
                owner.id(),
                owner.kind().word(),
                owner.createdAt(),
                owner.forbiddenUntil(),
                limits.rate().perMinute(),
                LimitsInUse.of(limits, reading, rows.waiting(owner.id())),
                key);
    }

    private MeView nobody(UUID owner, @Nullable KeyLimits key) {
        OwnerLimits limits = admission.limitsOfNobody(key == null);
        return new MeView(
                owner,
                (key == null ? OwnerKind.VISITOR : OwnerKind.SUB_OWNER).word(),
                null,
                null,
                limits.rate().perMinute(),
                LimitsInUse.ofNobody(limits),
                key);
    }
}
