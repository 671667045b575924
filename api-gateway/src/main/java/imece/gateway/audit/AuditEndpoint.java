package imece.gateway.audit;

import imece.gateway.audit.AuditEntries.AuditEntry;
import imece.gateway.audit.AuditEntries.AuditFilter;
import imece.gateway.http.Cursor;
import imece.gateway.http.OutsideText;
import imece.gateway.http.Page;
import imece.gateway.http.Paging;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/operator/audit}. */
@RestController
@Tag(name = "Operation")
@SecurityRequirement(name = "operatorToken")
class AuditEndpoint {

    private static final int LONGEST = 200;

    private final AuditEntries entries;

    AuditEndpoint(AuditEntries entries) {
        this.entries = entries;
    }

    @GetMapping("/api/operator/audit")
    @Operation(
            operationId = "listAudit",
            summary = "Who changed what about others and about access, the newest first",
            description = """
            who: the id of an account, key or visitor; whoKind: operator-token, operator-session, account, key, visitor, nobody \
            or farm; what: the word of an act, such as key-made; on: the id of what it was done on; onKind: owner, account, key, \
            invite, address, worker, job, lane or farm. Never a prompt, a password or a secret.""")
    @Refusals({"422 validation-failed", "503 database-unavailable"})
    Page<AuditEntry> list(
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String whoKind,
            @RequestParam(required = false) @Nullable String what,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String onKind,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String limit) {
        int most = Paging.limit(limit);
        if (what != null && !what.isEmpty() && !AuditAct.words().contains(what)) {
            throw Refusal.invalid("what", "Nothing of that name is written down.", String.join(", ", AuditAct.words()));
        }
        AuditFilter filter = new AuditFilter(
                checked("who", who), checked("whoKind", whoKind), what, checked("on", on), checked("onKind", onKind));
        List<AuditEntry> found = entries.page(filter, Cursor.parse(before).number(), most + 1);
        return Page.of(found, most, entry -> Cursor.of(entry.id()).text());
    }

    private static @Nullable String checked(String name, @Nullable String text) {
        if (text != null && (OutsideText.unstorable(text) || OutsideText.characters(text) > LONGEST)) {
            throw Refusal.invalid(name, name + " cannot be looked for.", "at most " + LONGEST + " characters");
        }
        return text;
    }
}
