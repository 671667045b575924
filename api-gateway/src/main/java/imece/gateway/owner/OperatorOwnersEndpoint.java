package imece.gateway.owner;

import imece.gateway.IpLiterals;
import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.JsonFields;
import imece.gateway.http.Problem.UsedLimit;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.AddressMarks;
import imece.gateway.identity.ClientAddress;
import imece.gateway.operator.Operators;
import imece.gateway.owner.Owner.OwnLimits;
import imece.gateway.owner.OwnerRows.OwnerReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators see of one owner, and what they change while the farm runs. */
@RestController
@RequestMapping("/api/operator")
@Tag(name = "Operation")
@SecurityRequirement(name = "operatorToken")
@Refusals("503 database-unavailable")
class OperatorOwnersEndpoint {

    private final Operators operators;
    private final OwnerRows rows;
    private final OwnerAdmission admission;
    private final AddressMarks addresses;
    private final AuditLog audit;

    OperatorOwnersEndpoint(
            Operators operators, OwnerRows rows, OwnerAdmission admission, AddressMarks addresses, AuditLog audit) {
        this.operators = operators;
        this.rows = rows;
        this.admission = admission;
        this.addresses = addresses;
        this.audit = audit;
    }

    /**
     * An owner as operators see it.
     *
     * @param movedTo whose is now what was this one's
     * @param own what applies to it instead of the settings; null = as they say
     * @param perMinute what applies
     * @param limits what is used of what applies
     */
    record OwnerView(
            UUID owner,
            String kind,
            Instant since,
            @Nullable UUID movedTo,
            @Nullable Instant forbiddenUntil,
            double weight,
            OwnLimits own,
            int perMinute,
            List<UsedLimit> limits) {
        OwnerView {
            limits = List.copyOf(limits);
        }
    }

    /** An address as operators see it. */
    record AddressView(String address, @Nullable Instant forbiddenUntil) {}

    @GetMapping("/owners/{id}")
    @Operation(operationId = "getOwner", summary = "One owner's limits, and what is used of them")
    @Refusals("404 not-found")
    OwnerView owner(HttpServletRequest request, @PathVariable UUID id) {
        operators.require(request);
        return view(id);
    }

    @PatchMapping("/owners/{id}")
    @Operation(
            operationId = "changeOwner",
            summary = "Change one owner's limits, or forbid it to ask",
            description =
                    "Only what is named changes; null = as the settings say. It holds at all gateways from the next"
                            + " request on.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "OwnerChange")))
    @Refusals({"404 not-found", "422 validation-failed"})
    OwnerView change(HttpServletRequest request, @PathVariable UUID id, JsonBody body) {
        operators.require(request);
        JsonFields fields = body.fields();
        OwnerChange change = OwnerChange.of(fields);
        audit.together(() -> {
            Owner before = rows.lockOwner(id).orElseThrow(() -> Refusal.notFound("owner"));
            rows.change(id, change);
            audit.write(AuditAct.OWNER_CHANGED, AuditSubject.owner(id), change.before(before), change.told());
            return id;
        });
        return view(id);
    }

    @PatchMapping("/addresses/{address}")
    @Operation(
            operationId = "changeAddress",
            summary = "Forbid all visitors of an address to ask",
            description =
                    "An address is one of IPv4 or a /64 of IPv6; null allows them again. Whoever signs in or shows a key"
                            + " is not concerned.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "AddressChange")))
    @Refusals("422 validation-failed")
    AddressView address(HttpServletRequest request, @PathVariable String address, JsonBody body) {
        operators.require(request);
        if (IpLiterals.of(address).isEmpty()) {
            throw Refusal.invalid("address", "This is not an IP address.", "such as 203.0.113.7 or 2001:db8::1");
        }
        JsonFields fields = body.fields();
        Instant until = OwnerChange.time(fields, "forbiddenUntil");
        fields.refuseErrors();
        ClientAddress meant = ClientAddress.of(address);
        forbid(addresses.row(meant), meant.block(), until);
        return new AddressView(address, until);
    }

    @PatchMapping("/owners/{id}/address")
    @Operation(
            operationId = "changeAddressOfOwner",
            summary = "Forbid all visitors of the address to ask that a caller without a cookie came from",
            description =
                    "Only the address of whoever has sent no cookie back is known, as a mark that does not tell it; null"
                            + " allows them again.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "AddressChange")))
    @Refusals({"404 not-found", "422 validation-failed"})
    AddressView addressOf(HttpServletRequest request, @PathVariable UUID id, JsonBody body) {
        operators.require(request);
        JsonFields fields = body.fields();
        Instant until = OwnerChange.time(fields, "forbiddenUntil");
        fields.refuseErrors();
        UUID row = rows.newcomersAddress(id).orElseThrow(() -> Refusal.notFound("owner whose address is known"));
        forbid(row, row.toString(), until);
        return new AddressView(row.toString(), until);
    }

    private void forbid(UUID row, String shown, @Nullable Instant until) {
        audit.together(() -> {
            Map<String, @Nullable Object> before =
                    OwnerChange.forbidden(rows.forbiddenUntil(row).orElse(null));
            rows.forbidAddress(row, until);
            audit.write(AuditAct.ADDRESS_CHANGED, AuditSubject.address(shown), before, OwnerChange.forbidden(until));
            return row;
        });
    }

    private OwnerView view(UUID id) {
        OwnerReading reading = rows.find(id)
                .filter(found -> found.owner().kind() != OwnerKind.ADDRESS)
                .orElseThrow(() -> Refusal.notFound("owner"));
        Owner owner = reading.owner();
        OwnerLimits limits = admission.limits(reading);
        return new OwnerView(
                owner.id(),
                owner.kind().word(),
                owner.createdAt(),
                owner.movedTo(),
                owner.forbiddenUntil(),
                owner.weight().number(),
                owner.own(),
                limits.rate().perMinute(),
                LimitsInUse.of(limits, reading, rows.waiting(id)));
    }
}
