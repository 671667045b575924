package imece.gateway.owner;

import imece.gateway.http.Problem.UsedLimit;
import imece.gateway.http.Refusals;
import imece.gateway.identity.VisitorCookies.Visitor;
import imece.gateway.owner.OwnerRows.OwnerReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
     */
    record MeView(
            UUID owner,
            String kind,
            @Nullable Instant since,
            @Nullable Instant forbiddenUntil,
            int perMinute,
            List<UsedLimit> limits) {
        MeView {
            limits = List.copyOf(limits);
        }
    }

    @GetMapping("/api/me")
    @Operation(
            operationId = "getMe",
            summary = "Who I am here, and what I have used of what I may",
            description = "Asking makes nobody known: a visitor has a row from its first prompt on.")
    MeView me(Visitor visitor) {
        Optional<OwnerReading> known = rows.find(visitor.id());
        return known.isPresent() ? view(known.get()) : nobody(visitor.id());
    }

    private MeView view(OwnerReading reading) {
        Owner owner = reading.owner();
        OwnerLimits limits = admission.limits(reading);
        return new MeView(
                owner.id(),
                owner.kind().word(),
                owner.createdAt(),
                owner.forbiddenUntil(),
                limits.rate().perMinute(),
                LimitsInUse.of(limits, reading, rows.waiting(owner.id())));
    }

    private MeView nobody(UUID visitor) {
        OwnerLimits limits = admission.limitsOfNobody();
        return new MeView(
                visitor, OwnerKind.VISITOR.word(), null, null, limits.rate().perMinute(), LimitsInUse.ofNobody(limits));
    }
}
