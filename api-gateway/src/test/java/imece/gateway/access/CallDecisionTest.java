package imece.gateway.access;

import static imece.gateway.identity.CallScope.ADMINISTER;
import static imece.gateway.identity.CallScope.DRAW;
import static imece.gateway.identity.CallScope.OPERATE;
import static imece.gateway.identity.CallScope.READ;
import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.AccessSettings;
import imece.gateway.AccessSettings.AccessMode;
import imece.gateway.identity.CallScope;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.AccountCaller;
import imece.gateway.identity.Caller.KeyCaller;
import imece.gateway.identity.Caller.OperatorCaller;
import imece.gateway.identity.Caller.VisitorCaller;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallDecisionTest {

    private static final UUID ID = UUID.randomUUID();
    private static final Identification VISITOR = known(new VisitorCaller(ID, false));
    private static final Identification OPERATOR = known(new OperatorCaller(ID, false));
    private static final Identification NOBODY = new Identification.Nobody();
    private static final Identification USER = account(DRAW, READ);
    private static final Identification ADMIN = account(DRAW, READ, OPERATE, ADMINISTER);

    @Test
    void whatNeedsNothingIsForEverybody() {
        Stream.of(NOBODY, VISITOR, new Identification.WrongCredential(), new Identification.EndedSession())
                .forEach(who -> assertThat(decided(CallNeed.NOTHING, who)).isEqualTo("allowed"));
    }

    @Test
    void whatProvesItselfNeedsNobody() {
        assertThat(CallNeeds.of("POST", "/api/undo")).isEqualTo(CallNeed.NOTHING);
        assertThat(CallNeeds.of("GET", "/api/session")).isEqualTo(CallNeed.NOTHING);
        assertThat(CallNeeds.of("POST", "/api/invites/accept")).isEqualTo(CallNeed.NOTHING);
        assertThat(CallNeeds.of("DELETE", "/api/me")).isEqualTo(CallNeed.DRAW);
    }

    @Test
    void aWrongCredentialIsRefusedWhateverIsAsked() {
        Identification wrong = new Identification.WrongCredential();

        assertThat(decided(CallNeed.READ, wrong)).isEqualTo("401 wrong-credential");
        assertThat(decided(CallNeed.DRAW, wrong)).isEqualTo("401 wrong-credential");
        assertThat(decided(CallNeed.ACCOUNT, wrong)).isEqualTo("401 wrong-credential");
        assertThat(decided(CallNeed.OPERATE, wrong)).isEqualTo("401 operator-token-required");
        assertThat(decided(CallNeed.OPERATE, wrong, true))
                .as("the cookie does not help")
                .isEqualTo("401 operator-token-required");
    }

    @Test
    void anEndedSessionIsToldSoAndAPageOfAnotherSiteIsForeign() {
        assertThat(decided(CallNeed.READ, new Identification.EndedSession())).isEqualTo("401 session-ended");
        assertThat(decided(CallNeed.READ, new Identification.ForeignPage())).isEqualTo("403 foreign-origin");
        assertThat(decided(CallNeed.DRAW, new Identification.UnclearUser())).isEqualTo("400 unclear-user");
    }

    @Test
    void nobodyIsToldHowToGetIn() {
        assertThat(decided(CallNeed.DRAW, NOBODY, AccessMode.INVITE)).isEqualTo("401 invite-required");
        assertThat(decided(CallNeed.READ, NOBODY, AccessMode.ACCOUNTS)).isEqualTo("401 sign-in-required");
        assertThat(decided(CallNeed.ACCOUNT, NOBODY, AccessMode.INVITE)).isEqualTo("401 sign-in-required");
        assertThat(decided(CallNeed.OPERATE, NOBODY)).isEqualTo("401 operator-token-required");
        assertThat(decided(CallNeed.OPERATE, NOBODY, true)).isEqualTo("allowed");
    }

    @Test
    void visitorsDrawAndRead() {
        assertThat(decided(CallNeed.READ, VISITOR)).isEqualTo("allowed");
        assertThat(decided(CallNeed.DRAW, VISITOR)).isEqualTo("allowed");
        assertThat(decided(CallNeed.ACCOUNT, VISITOR)).isEqualTo("401 sign-in-required");
        assertThat(decided(CallNeed.OPERATE, VISITOR)).isEqualTo("401 operator-token-required");
        assertThat(decided(CallNeed.ADMINISTER, VISITOR)).isEqualTo("401 operator-token-required");
        assertThat(decided(CallNeed.OPERATE, VISITOR, true)).isEqualTo("allowed");
    }

    @Test
    void accountsDoWhatTheirRoleAllows() {
        assertThat(decided(CallNeed.ACCOUNT, USER)).isEqualTo("allowed");
        assertThat(decided(CallNeed.OPERATE, USER)).isEqualTo("403 role-missing");
        assertThat(decided(CallNeed.OPERATE, account(DRAW, READ, OPERATE))).isEqualTo("allowed");
        assertThat(decided(CallNeed.ADMINISTER, account(DRAW, READ, OPERATE))).isEqualTo("403 role-missing");
        assertThat(decided(CallNeed.ADMINISTER, ADMIN)).isEqualTo("allowed");
    }

    @ParameterizedTest
    @EnumSource(CallNeed.class)
    void theOperatorsTokenOpensAllButWhatIsAPersons(CallNeed need) {
        assertThat(decided(need, OPERATOR)).isEqualTo(need == CallNeed.ACCOUNT ? "401 sign-in-required" : "allowed");
    }

    @Test
    void aKeyDoesWhatItsScopesAllowAndNoCookieHelps() {
        assertThat(decided(CallNeed.READ, key(READ))).isEqualTo("allowed");
        assertThat(decided(CallNeed.DRAW, key(READ))).isEqualTo("403 scope-missing");
        assertThat(decided(CallNeed.READ, key(DRAW))).isEqualTo("403 scope-missing");
        assertThat(decided(CallNeed.OPERATE, key(DRAW, READ), true)).isEqualTo("403 scope-missing");
        assertThat(decided(CallNeed.OPERATE, key(OPERATE))).isEqualTo("allowed");
        assertThat(decided(CallNeed.ADMINISTER, key(DRAW, READ, OPERATE))).isEqualTo("403 scope-missing");
        assertThat(decided(CallNeed.ACCOUNT, key(DRAW, READ))).isEqualTo("403 account-required");
    }

    private static Identification known(Caller caller) {
        return new Identification.Known(caller);
    }

    private static Identification account(CallScope... scopes) {
        return known(new AccountCaller(ID, Set.of(scopes), "session"));
    }

    private static Identification key(CallScope... scopes) {
        return known(new KeyCaller(ID, "key", Set.of(scopes), null));
    }

    private static String decided(CallNeed need, Identification who) {
        return decided(need, who, false);
    }

    private static String decided(CallNeed need, Identification who, AccessMode mode) {
        return word(CallDecision.of(need, who, false, new AccessSettings(mode, false, Duration.ofDays(1), 10)));
    }

    private static String decided(CallNeed need, Identification who, boolean operatorsCookie) {
        return word(CallDecision.of(
                need, who, operatorsCookie, new AccessSettings(AccessMode.OPEN, false, Duration.ofDays(1), 10)));
    }

    private static String word(CallDecision decision) {
        return switch (decision) {
            case CallDecision.Allowed allowed -> "allowed";
            case CallDecision.Denied denied ->
                denied.problem().status().value() + " " + denied.problem().code();
        };
    }
}
