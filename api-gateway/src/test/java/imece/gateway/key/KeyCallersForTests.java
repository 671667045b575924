package imece.gateway.key;

import imece.gateway.identity.KeySecret;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Keys for tests that have no database. */
public final class KeyCallersForTests {

    private KeyCallersForTests() {}

    /** There is no key, whichever is shown. */
    public static KeyCallers none() {
        return new KeyCallers(new ApiKeys(JdbcClient.create(new DriverManagerDataSource())), Clock.systemUTC()) {
            @Override
            public KeyCheck check(KeySecret shown, HttpServletRequest request) {
                return new KeyCheck.WrongKey();
            }
        };
    }
}
