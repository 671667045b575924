package imece.gateway.account;

import imece.gateway.account.Account.AccountRole;
import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.OutsideText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** People for whom a provider vouches: their accounts are made when they first come. */
@Component
public class VouchedAccounts {

    private final Accounts accounts;
    private final SignIn signIn;
    private final AuditLog audit;

    VouchedAccounts(Accounts accounts, SignIn signIn, AuditLog audit) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.audit = audit;
    }

    /**
     * From this answer on the browser is that person's.
     *
     * @param issuer who vouches
     * @param subject as whom; it never changes there, as a name may
     * @param operator whether the provider says that they look after the farm; what it says counts anew each time, but takes no
     *     administrator's role away
     * @return false if the account may not sign in
     */
    public boolean signIn(
            String issuer,
            String subject,
            String name,
            boolean operator,
            HttpServletRequest request,
            HttpServletResponse response) {
        String shown = OutsideText.unstorable(name) ? subject : OutsideText.shortened(name, SignInName.CHARACTERS);
        Account account = vouchedFor(issuer, subject, shown, operator ? AccountRole.OPERATOR : AccountRole.USER);
        if (account.disabledAt() != null) {
            if (account.operates()) {
                audit.signInFailed(request, AuditSubject.account(account.id()));
            }
            return false;
        }
        signIn.begin(account, request, response);
        return true;
    }

    /** What a provider changes about an account is written down like what an administrator does. */
    private Account vouchedFor(String issuer, String subject, String name, AccountRole role) {
        return audit.together(() -> {
            Optional<Account> before = accounts.keep(issuer, subject);
            Account after = accounts.vouchedFor(issuer, subject, name, role);
            if (before.isEmpty()) {
                audit.write(AuditAct.ACCOUNT_MADE, AuditSubject.account(after.id()), after.audited("provider"));
            } else if (before.get().role() != after.role()) {
                audit.write(
                        AuditAct.ACCOUNT_CHANGED,
                        AuditSubject.account(after.id()),
                        before.get().audited(),
                        after.audited("provider"));
            }
            return after;
        });
    }
}
