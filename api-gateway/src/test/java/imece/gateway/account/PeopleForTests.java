package imece.gateway.account;

import imece.gateway.AccessSettings;
import imece.gateway.AccessSettings.AccessMode;
import imece.gateway.identity.Caller.AccountCaller;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionOperations;

/** People for tests that have no database. */
public final class PeopleForTests {

    private static final JdbcTemplate NOWHERE = new JdbcTemplate(new DriverManagerDataSource());

    private PeopleForTests() {}

    /** Every session has ended. */
    public static AccountCallers noSessions() {
        AccessSettings settings = new AccessSettings(AccessMode.OPEN, false, Duration.ofDays(1), 10);
        Sessions sessions = new Sessions(
                new SessionWiring().accountSessions(NOWHERE, TransactionOperations.withoutTransaction(), settings),
                Clock.systemUTC());
        return new AccountCallers(sessions, new Accounts(JdbcClient.create(NOWHERE))) {
            @Override
            public Optional<AccountCaller> of(String session) {
                return Optional.empty();
            }
        };
    }

    /** Nobody followed an invite. */
    public static AdmittedVisitors nobodyInvited() {
        return new AdmittedVisitors(new Invites(JdbcClient.create(NOWHERE))) {
            @Override
            public boolean include(UUID visitor) {
                return false;
            }
        };
    }
}
