package imece.gateway.account;

import imece.contract.AdminLink;
import imece.contract.AdminLink.ShownAdminLink;
import imece.gateway.account.Account.AccountRole;
import imece.gateway.account.Invite.InviteRole;
import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.Refusal;
import imece.gateway.identity.KeySecret;
import imece.gateway.identity.Signatures;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Following the link of an invite. What a link does is done once for each of its uses, together with what comes of it. */
@Component
class Joining {

    private final Invites invites;
    private final Accounts accounts;
    private final Sessions sessions;
    private final AccountCallers callers;
    private final AccountPasswords passwords;
    private final Signatures signatures;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final AuditLog audit;

    Joining(
            Invites invites,
            Accounts accounts,
            Sessions sessions,
            AccountCallers callers,
            AccountPasswords passwords,
            Signatures signatures,
            TransactionOperations transactions,
            Clock clock,
            AuditLog audit) {
        this.invites = invites;
        this.accounts = accounts;
        this.sessions = sessions;
        this.callers = callers;
        this.passwords = passwords;
        this.signatures = signatures;
        this.transactions = transactions;
        this.clock = clock;
        this.audit = audit;
    }

    /** What a link would do. */
    sealed interface OpenLink {

        Instant expires();

        /** It lets a browser in. */
        record ForVisitor(String invite, Instant expires) implements OpenLink {}

        /** It makes an account; a link of the farm's own machine stands in no row. */
        record ForAccount(@Nullable String invite, @Nullable UUID nonce, AccountRole role, Instant expires)
                implements OpenLink {}

        /** It gives an account a new password. */
        record ForPassword(String invite, Account account, Instant expires) implements OpenLink {}
    }

    /**
     * What the link with this token does.
     *
     * @throws Refusal 404 if it does nothing any more, or never did
     */
    OpenLink look(String token) {
        Optional<OpenLink> link = AdminLink.read(token)
                .map(this::ofMachine)
                .orElseGet(() -> InviteToken.of(token).flatMap(this::ofRow));
        return link.orElseThrow(() -> Refusal.notFound("invite, or it has ended or was used"));
    }

    private Optional<OpenLink> ofMachine(ShownAdminLink shown) {
        return signatures.genuine(AdminLink.PURPOSE, shown.said(), shown.signature())
                        && shown.link().expires().isAfter(clock.instant())
                        && !invites.isSpent(shown.link().nonce())
                ? Optional.of(new OpenLink.ForAccount(
                        null,
                        shown.link().nonce(),
                        AccountRole.ADMIN,
                        shown.link().expires()))
                : Optional.empty();
    }

    private Optional<OpenLink> ofRow(KeySecret token) {
        return invites.find(token.id())
                .filter(invite -> Signatures.same(invite.secretHash(), token.hash()))
                .filter(invite -> invite.countsAt(clock.instant()))
                .flatMap(this::ofInvite);
    }

    private Optional<OpenLink> ofInvite(Invite invite) {
        if (invite.account() != null) {
            return accounts.find(invite.account())
                    .filter(account -> account.disabledAt() == null)
                    .map(account -> new OpenLink.ForPassword(invite.id(), account, invite.expiresAt()));
        }
        return Optional.of(
                invite.role() == InviteRole.VISITOR
                        ? new OpenLink.ForVisitor(invite.id(), invite.expiresAt())
                        : new OpenLink.ForAccount(
                                invite.id(), null, AccountRole.of(invite.role().word()), invite.expiresAt()));
    }

    /** Whether it helps to let this visitor in. */
    boolean isStillHere(UUID visitor) {
        return invites.isStillHere(visitor);
    }

    /** Lets this visitor in. */
    void admit(OpenLink.ForVisitor link, UUID visitor) {
        transactions.executeWithoutResult(tx -> {
            // Who is in already costs no use.
            if (!invites.isAdmitted(visitor)) {
                spend(link.invite());
                invites.admit(visitor, link.invite());
                audit.write(AuditAct.VISITOR_ADMITTED, AuditSubject.owner(visitor), Map.of("invite", link.invite()));
            }
        });
    }

    /**
     * Makes the account.
     *
     * @throws Refusal 409 if somebody has that name
     */
    Account join(OpenLink.ForAccount link, SignInName name, String password) {
        String hash = passwords.hash(password);
        try {
            return Objects.requireNonNull(transactions.execute(tx -> {
                if (link.invite() != null) {
                    spend(link.invite());
                } else if (link.nonce() == null || !invites.spendOnce(link.nonce(), link.expires())) {
                    throw spent();
                }
                Account made = accounts.add(name, hash, link.role());
                String by = link.invite() == null ? "the farm's machine" : "invite " + link.invite();
                audit.write(AuditAct.ACCOUNT_MADE, AuditSubject.account(made.id()), made.audited(by));
                return made;
            }));
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict("name-taken", "Somebody here has that name already.");
        }
    }

    /** Gives the account its new password; its sessions end. */
    Account renew(OpenLink.ForPassword link, String password) {
        String hash = passwords.hash(password);
        transactions.executeWithoutResult(tx -> {
            spend(link.invite());
            accounts.setPassword(link.account().id(), hash);
            audit.write(
                    AuditAct.PASSWORD_CHANGED,
                    AuditSubject.account(link.account().id()),
                    link.account().audited("invite " + link.invite()));
        });
        sessions.endAll(link.account().id());
        callers.forgetAll();
        return link.account();
    }

    private void spend(String invite) {
        if (!invites.spendIfItCounts(invite)) {
            throw spent();
        }
    }

    private static Refusal spent() {
        return Refusal.of(HttpStatus.NOT_FOUND, "not-found", "This link has been used, or it has ended.");
    }
}
