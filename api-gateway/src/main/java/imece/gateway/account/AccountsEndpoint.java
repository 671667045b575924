package imece.gateway.account;

import imece.gateway.account.Account.AccountRole;
import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.JsonFields;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/operator/accounts}: who has one, and what they may do. */
@RestController
@RequestMapping("/api/operator/accounts")
@Tag(name = "Operation")
@SecurityRequirement(name = "operatorToken")
class AccountsEndpoint {

    private final Accounts accounts;
    private final Sessions sessions;
    private final AccountCallers callers;
    private final AuditLog audit;

    AccountsEndpoint(Accounts accounts, Sessions sessions, AccountCallers callers, AuditLog audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.callers = callers;
        this.audit = audit;
    }

    /**
     * An account as operators see it.
     *
     * @param id also its owner's, whose limits and weight operators change
     * @param weight what it counts beside others in the line
     * @param hasPassword whether it signs in here; one that does not has a provider that vouches for it, and no password
     */
    record AccountView(
            UUID id,
            String name,
            String role,
            Instant createdAt,
            @Nullable Instant disabledAt,
            double weight,
            boolean hasPassword) {}

    /** All of them. */
    record AllAccounts(List<AccountView> items) {}

    @GetMapping
    @Operation(operationId = "listAccounts", summary = "All accounts, the newest first")
    AllAccounts list() {
        return new AllAccounts(
                accounts.all().stream().map(AccountsEndpoint::view).toList());
    }

    @PatchMapping("/{id}")
    @Operation(
            operationId = "changeAccount",
            summary = "Change what an account may do",
            description = "One that is disabled loses its sessions, everywhere within 5 s.")
    @RequestBody(content = @Content(schema = @Schema(ref = "AccountChange")))
    @Refusals({"404 not-found", "422 validation-failed", "503 database-unavailable"})
    AccountView change(@PathVariable UUID id, JsonBody body) {
        JsonFields fields = body.fields();
        Optional<AccountRole> role = fields.word("role", AccountRole.words()).map(AccountRole::of);
        Optional<Boolean> disabled = fields.flag("disabled");
        fields.refuseErrors();
        audit.together(() -> {
            Account before = accounts.keep(id).orElseThrow(() -> Refusal.notFound("account"));
            accounts.change(id, role.orElse(null), disabled.orElse(null));
            Account after = accounts.find(id).orElseThrow();
            audit.write(AuditAct.ACCOUNT_CHANGED, AuditSubject.account(id), before.audited(), after.audited());
            return after;
        });
        if (disabled.orElse(false)) {
            sessions.endAll(id);
        }
        callers.forgetAll();
        return view(accounts.find(id).orElseThrow(() -> Refusal.notFound("account")));
    }

    private static AccountView view(Account account) {
        return new AccountView(
                account.id(),
                account.name(),
                account.role().word(),
                account.createdAt(),
                account.disabledAt(),
                account.weight().number(),
                account.hasPassword());
    }
}
