package imece.gateway.job.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import imece.gateway.job.Job;
import imece.gateway.job.rows.JobWriter.DispatchPass;
import imece.gateway.line.LineRows;
import imece.local.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dispatcher's writing is SQL. Here it is held against a plain list, on lines in which everything has happened that can
 * happen to a job; and every row that the state machine comes to is written, passes the schema, and reads back the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DispatchChoiceIT {

    private static final String LOCK = "select id from jobs where id = ? for update";

    private AnnotationConfigApplicationContext context;
    private HikariDataSource database;

    @BeforeAll
    void schema() {
        TestServers.Fresh servers = TestServers.fresh(DispatchChoiceIT.class);
        database = new HikariDataSource();
        database.setJdbcUrl(servers.jdbcUrl());
        database.setUsername(servers.user());
        database.setPassword(servers.password());
        database.setMaximumPoolSize(3);
        Flyway.configure().dataSource(database).load().migrate();
        context = new AnnotationConfigApplicationContext();
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
        context.registerBean(NamedParameterJdbcTemplate.class, () -> new NamedParameterJdbcTemplate(database));
        context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
        context.register(
                Jobs.class,
                JobStatements.class,
                GuardedUpdates.class,
                DispatchStatements.class,
                Runs.class,
                LineRows.class);
        context.refresh();
    }

    @AfterAll
    void close() {
        context.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatWaitsIsDispatchedInTheOrderOfThePlan(long seed) {
        Line line = new Line(context, new Random(seed));
        try {
            line.submit(25);
            for (int step = 0; step < 120; step++) {
                line.anything();
                line.assertRowsAreTheModel();
                line.assertPositionsAreThoseOfThePlainList();
            }
        } finally {
            line.cancelAll();
        }
    }

    @Test
    void aPassAndACancelOfSeveralNeverWaitForEachOther() throws Exception {
        try (Crossing crossing = new Crossing()) {
            UUID first = crossing.line.submitAs(new UUID(0x0a, 1));
            UUID second = crossing.line.submitAs(new UUID(0x09, 1));
            crossing.writes(LOCK, second);
            Future<DispatchPass> pass = crossing.passThatWaits(first, second);

            crossing.writes(LOCK, first);
            crossing.other.commit();

            assertThat(pass.get(20, TimeUnit.SECONDS).jobs().stream().map(Job::id))
                    .as("still in the order of the plan")
                    .containsExactly(first, second);
        }
    }

    @Test
    void aJobThatIsCancelledInThatMomentIsPassedOver() throws Exception {
        try (Crossing crossing = new Crossing()) {
            UUID first = crossing.line.submitAs(new UUID(0x0b, 1));
            UUID second = crossing.line.submitAs(new UUID(0x0c, 1));
            crossing.writes("update jobs set status = 'cancelled', finished_at = now() where id = ?", first);
            Future<DispatchPass> pass = crossing.passThatWaits(first, second);

            crossing.other.commit();

            assertThat(pass.get(20, TimeUnit.SECONDS).jobs().stream().map(Job::id))
                    .containsExactly(second);
        }
    }

    @Test
    void javaPutsIdsInTheOrderInWhichTheDatabaseLocksThem() {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(100).toList();
        List<String> byDatabase = context.getBean(JdbcClient.class)
                .sql("select id::text as word from unnest(:ids) as given(id) order by given.id")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, number) -> row.getString(1))
                .list();
        assertThat(ids.stream().sorted(Jobs.LOCK_ORDER).map(UUID::toString)).containsExactlyElementsOf(byDatabase);
    }

    /** A pass that meets somebody else's transaction. */
    private final class Crossing implements AutoCloseable {
        private final Line line = new Line(context, new Random(9));
        private final ExecutorService elsewhere = Executors.newSingleThreadExecutor();
        private final Connection other = database.getConnection();

        Crossing() throws SQLException {
            other.setAutoCommit(false);
        }

        void writes(String statement, UUID job) throws SQLException {
            try (PreparedStatement prepared = other.prepareStatement(statement)) {
                prepared.setObject(1, job);
                prepared.execute();
            }
        }

        Future<DispatchPass> passThatWaits(UUID... jobs) {
            Future<DispatchPass> pass = elsewhere.submit(() -> line.dispatched(List.of(jobs)));
            await().atMost(Duration.ofSeconds(20)).until(this::somebodyWaitsForALock);
            return pass;
        }

        private boolean somebodyWaitsForALock() {
            return context.getBean(JdbcClient.class)
                    .sql("select exists (select 1 from pg_stat_activity"
                            + " where datname = current_database() and wait_event_type = 'Lock')")
                    .query(Boolean.class)
                    .single();
        }

        @Override
        public void close() throws SQLException {
            elsewhere.close();
            other.close();
            line.cancelAll();
        }
    }
}
