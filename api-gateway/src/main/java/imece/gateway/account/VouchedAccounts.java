package imece.gateway.account;

import imece.gateway.account.Account.AccountRole;
import imece.gateway.http.OutsideText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;

/** People for whom a provider vouches: their accounts are made when they first come. */
@Component
public class VouchedAccounts {

    private final Accounts accounts;
    private final SignIn signIn;

    VouchedAccounts(Accounts accounts, SignIn signIn) {
        this.accounts = accounts;
        this.signIn = signIn;
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
        Account account =
                accounts.vouchedFor(issuer, subject, shown, operator ? AccountRole.OPERATOR : AccountRole.USER);
        if (account.disabledAt() != null) {
            return false;
        }
        signIn.begin(account, request, response);
        return true;
    }
}
