package imece.gateway.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import imece.gateway.http.Refusal;
import imece.gateway.owner.OwnerGrants.Grant;
import imece.gateway.owner.OwnerRows.OwnerReading;
import imece.local.TestServers;
import imece.tier.TestSeed;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The statement that grants what nearly every submit asks for says what the rules in Java say, whatever the rows hold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnerGrantsIT {

    private static final int TRIES = 600;

    private HikariDataSource database;
    private JdbcClient sql;
    private TransactionTemplate transactions;

    @BeforeAll
    void schema() {
        TestServers.Fresh servers = TestServers.fresh(OwnerGrantsIT.class);
        database = new HikariDataSource();
        database.setJdbcUrl(servers.jdbcUrl());
        database.setUsername(servers.user());
        database.setPassword(servers.password());
        database.setMaximumPoolSize(2);
        Flyway.configure().dataSource(database).load().migrate();
        sql = JdbcClient.create(database);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void whatTheStatementGrantsIsWhatTheRulesGrantAndNothingElse() {
        Random random = new Random(TestSeed.of("owner grants"));
        OwnerRows rows = new OwnerRows(sql);
        int granted = 0;
        for (int i = 0; i < TRIES; i++) {
            OwnerSettings settings = settings(random);
            Asker asker = asker(random);
            int jobs = 1 + random.nextInt(8);
            AskedFor asked = new AskedFor(rows, settings, asker, jobs);
            granted += asked.isGrantedAsByTheRules() ? 1 : 0;
        }
        // Otherwise the rows were such that the one or the other was never tried.
        assertThat(granted).isBetween(TRIES / 10, TRIES * 9 / 10);
    }

    @Test
    void aGrantIsWrittenAndWhatIsNotGrantedChangesNothing() {
        OwnerGrants grants = new OwnerGrants(sql, new OwnerSettings(60, 8, 10, 100, null, null, null));
        Asker known = new Asker(owner(null, null), null, null, null);
        Asker unknown = new Asker(UUID.randomUUID(), null, null, null);

        transactions.executeWithoutResult(tx -> {
            assertThat(grants.grant(unknown, 1)).isEmpty();
            assertThat(grants.grant(known, 9)).isEmpty();
            assertThat(earnedAt(known)).isNull();
            assertThat(grants.grant(known, 8)).isPresent();
            assertThat(earnedAt(known)).isNotNull();
            tx.setRollbackOnly();
        });
        assertThat(earnedAt(known)).as("what is rolled back has cost nothing").isNull();
    }

    @Test
    void whatHasMovedIsLeftToWhoFollowsIt() {
        OwnerGrants grants = new OwnerGrants(sql, new OwnerSettings(60, 8, 10, 100, null, null, null));
        Asker moved = new Asker(owner(null, null), null, null, null);
        sql.sql("update owners set moved_to = :to where id = :id")
                .param("to", owner(null, null))
                .param("id", moved.owner())
                .update();

        assertThat(grants.grant(moved, 1)).isEmpty();
        transactions.executeWithoutResult(
                tx -> assertThatThrownBy(() -> new OwnerRows(sql).lock(moved)).isInstanceOf(OwnerMoved.class));
    }

    @Test
    void whoHasEndedIsGrantedNothing() {
        OwnerGrants grants = new OwnerGrants(sql, new OwnerSettings(60, 8, 10, 100, null, null, null));
        Asker ended = new Asker(owner(null, null), null, null, null);
        sql.sql("update owners set deleted_by = gen_random_uuid() where id = :id")
                .param("id", ended.owner())
                .update();

        assertThat(grants.grant(ended, 1)).isEmpty();
        transactions.executeWithoutResult(
                tx -> assertThatThrownBy(() -> new OwnerRows(sql).lock(ended)).isInstanceOf(Refusal.class));
    }

    private @Nullable Instant earnedAt(Asker asker) {
        return new OwnerRows(sql).find(asker).orElseThrow().owner().earnedAt();
    }

    /** What the rules say; null = not granted. */
    private record Decided(@Nullable Instant earnedAt) {}

    private final class AskedFor {
        private final OwnerRows rows;
        private final OwnerSettings settings;
        private final Asker asker;
        private final int jobs;

        AskedFor(OwnerRows rows, OwnerSettings settings, Asker asker, int jobs) {
            this.rows = rows;
            this.settings = settings;
            this.asker = asker;
            this.jobs = jobs;
        }

        boolean isGrantedAsByTheRules() {
            OwnerReading before = rows.find(asker).orElseThrow();
            Optional<Grant> after = Optional.ofNullable(transactions.execute(
                    tx -> new OwnerGrants(sql, settings).grant(asker, jobs).orElse(null)));
            if (after.isPresent()) {
                // By the rules at the very moment that the statement decided at.
                OwnerReading then = new OwnerReading(
                        before.owner(),
                        before.used(),
                        after.get().at(),
                        before.addressForbiddenUntil(),
                        before.ended());
                assertThat(after.get().owner().earnedAt())
                        .as("%s, %d at %s", before, jobs, settings)
                        .isEqualTo(rule(then).earnedAt());
            } else {
                // Whatever is granted a moment before is granted a moment later.
                assertThat(rule(before).earnedAt())
                        .as("%s, %d at %s", before, jobs, settings)
                        .isNull();
            }
            return after.isPresent();
        }

        private Decided rule(OwnerReading reading) {
            OwnerLimits limits = OwnerLimits.of(reading.owner().own(), settings, 100, false);
            try {
                return new Decided(OwnerAdmission.earnedAt(limits, reading, jobs));
            } catch (Refusal refused) {
                return new Decided(null);
            }
        }
    }

    private static OwnerSettings settings(Random random) {
        return new OwnerSettings(
                1 + random.nextInt(random.nextBoolean() ? 10 : 60_000_000),
                8 + random.nextInt(random.nextBoolean() ? 10 : 999_000),
                10,
                100,
                random.nextInt(4) == 0 ? (Long) (long) random.nextInt(4) : null,
                random.nextInt(4) == 0 ? (Long) (long) random.nextInt(4) : null,
                random.nextInt(4) == 0 ? (Long) (long) random.nextInt(4) : null);
    }

    private Asker asker(Random random) {
        UUID owner = owner(
                random.nextInt(8) == 0 ? random.nextInt(3) - 1 : null,
                random.nextInt(3) == 0 ? null : random.nextInt(130) - 60);
        sql.sql("""
                        update owners set per_minute = :perMinute, burst = :burst, daily_pictures = :pictures,
                            daily_gpu_seconds = :seconds, daily_bytes = :bytes where id = :id""")
                .param("perMinute", random.nextBoolean() ? null : 1 + random.nextInt(600), Types.INTEGER)
                .param("burst", random.nextBoolean() ? null : 1 + random.nextInt(40), Types.INTEGER)
                .param("pictures", few(random), Types.BIGINT)
                .param("seconds", few(random), Types.BIGINT)
                .param("bytes", few(random), Types.BIGINT)
                .param("id", owner)
                .update();
        if (random.nextBoolean()) {
            sql.sql("""
                            insert into owner_usage (owner, day, pictures, gpu_millis, bytes)
                            values (:owner, (now() at time zone 'UTC')::date - :ago, :pictures, :millis, :bytes)""")
                    .param("owner", owner)
                    .param("ago", random.nextInt(4) == 0 ? 1 : 0)
                    .param("pictures", random.nextInt(4))
                    .param("millis", random.nextInt(4_000))
                    .param("bytes", random.nextInt(4))
                    .update();
        }
        UUID address =
                random.nextInt(3) == 0 ? null : owner(random.nextInt(8) == 0 ? random.nextInt(3) - 1 : null, null);
        return new Asker(owner, null, address, null);
    }

    private static @Nullable Integer few(Random random) {
        return random.nextInt(5) == 0 ? random.nextInt(4) : null;
    }

    /**
     * A new one.
     *
     * @param forbidden for so many hours from now, or null
     * @param ahead how many seconds what was granted is ahead of what is earned, or null if nothing was
     */
    private UUID owner(@Nullable Integer forbidden, @Nullable Integer ahead) {
        UUID id = UUID.randomUUID();
        Instant now = Instant.now();
        sql.sql("insert into owners (id, kind, forbidden_until, rate_at) values (:id, 'visitor', :until, :earned)")
                .param("id", id)
                .param(
                        "until",
                        forbidden == null
                                ? null
                                : now.plus(forbidden, ChronoUnit.HOURS).atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "earned",
                        ahead == null ? null : now.plusSeconds(ahead).atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        return id;
    }
}
