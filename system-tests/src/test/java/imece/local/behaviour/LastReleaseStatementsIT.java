package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A gateway of the last release goes on beside the newest schema: each of its statements still means something there. */
class LastReleaseStatementsIT {

    private static final String COMMENT = "--";

    /** Whoever numbers dispatches by this name dispatches beside whoever plans for all lanes; so it is gone, and they do not. */
    private static final String DISPATCHES = "nextval('dispatches')";

    private static final Pattern TYPES = Pattern.compile("/\\* ([a-z, ]+) \\*/ ");

    @Test
    void everyStatementOfTheLastReleaseCanBePreparedOnTheNewestSchema() throws IOException, SQLException {
        Fresh servers = TestServers.fresh(LastReleaseStatementsIT.class);
        Flyway.configure()
                .dataSource(servers.jdbcUrl(), servers.user(), servers.password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        List<String> statements = recorded();
        assertThat(statements).hasSizeGreaterThan(70);

        Map<String, String> refused = new TreeMap<>();
        try (Connection connection = new Rows(servers).connect();
                Statement session = connection.createStatement()) {
            for (String each : statements) {
                try {
                    session.execute(prepare(each));
                    session.execute("deallocate kept");
                } catch (SQLException e) {
                    refused.put(each, String.valueOf(e.getMessage()));
                }
            }
        }

        assertThat(statements.stream().filter(each -> each.contains(DISPATCHES)))
                .singleElement()
                .satisfies(dispatches -> assertThat(refused.remove(dispatches))
                        .as("a gateway of the last release takes, stores and tells, but it dispatches nothing")
                        .contains("\"dispatches\" does not exist"));
        assertThat(refused)
                .as("statements of the last release that this schema refuses; a gateway of it would fail there")
                .isEmpty();
    }

    /** What its parameters are stands before a statement from which PostgreSQL cannot tell. */
    private static String prepare(String statement) {
        Matcher types = TYPES.matcher(statement);
        return types.lookingAt()
                ? "prepare kept (" + types.group(1) + ") as " + statement.substring(types.end())
                : "prepare kept as " + statement;
    }

    private static List<String> recorded() throws IOException {
        return Files.readAllLines(
                        Path.of(System.getProperty("imece.home"), "common", "golden", "last-release", "statements.sql"))
                .stream()
                .filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
                .toList();
    }
}
