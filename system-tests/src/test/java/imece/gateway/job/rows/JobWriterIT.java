package imece.gateway.job.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import imece.contract.LaneName;
import imece.contract.RenderSpec;
import imece.contract.SlotId;
import imece.gateway.job.CancelOrdered;
import imece.gateway.job.Decision;
import imece.gateway.job.Job;
import imece.gateway.job.Job.Origin;
import imece.gateway.job.JobState;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.JobsCommitted;
import imece.gateway.job.LossCharge.Evidence;
import imece.gateway.job.Recovery;
import imece.gateway.job.rows.JobWriter.DispatchPass;
import imece.gateway.job.rows.LineOpening.LineQuestion;
import imece.gateway.turn.JobTurn;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.TurnPass;
import imece.local.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What was committed is told once it is, and nothing else is told. */
class JobWriterIT {

    private static final RenderSpec SPEC = new RenderSpec("told", "", null, 512, 512, 20, 7.0, "euler", "normal", 42);

    private static final long TERM = 3;
    private static final LaneName DEFAULT = LaneName.parse("default");

    private final HikariDataSource database = new HikariDataSource();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final List<Object> order = new ArrayList<>();
    private final UUID owner = UUID.randomUUID();

    @BeforeEach
    void begin() {
        TestServers.Fresh servers = TestServers.fresh(JobWriterIT.class);
        database.setJdbcUrl(servers.jdbcUrl());
        database.setUsername(servers.user());
        database.setPassword(servers.password());
        database.setMaximumPoolSize(3);
        Flyway.configure().dataSource(database).load().migrate();
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
        context.registerBean(NamedParameterJdbcTemplate.class, () -> new NamedParameterJdbcTemplate(database));
        context.registerBean(
                TransactionTemplate.class, () -> new TransactionTemplate(new JdbcTransactionManager(database)));
        context.registerBean(
                TurnAccounts.class, () -> new TurnAccounts(JdbcClient.create(database), Duration.ofMinutes(10)));
        context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
        context.register(
                Jobs.class,
                JobStatements.class,
                GuardedUpdates.class,
                DispatchStatements.class,
                Runs.class,
                BotMessages.class,
                CommitAnnouncer.class,
                JobWriter.class);
        context.addApplicationListener(event -> {
            if (event instanceof PayloadApplicationEvent<?> told) {
                order.add(told.getPayload());
            }
        });
        context.refresh();
        database(statement -> statement.execute("update dispatch_leadership set term = " + TERM));
    }

    @AfterEach
    void end() {
        try (database) {
            writer().cancelIf(live().stream().map(Job::id).toList(), null, JobStatus.LIVE);
        } finally {
            context.close();
        }
    }

    @Test
    void whatFollowsFromAChangeComesAfterTheCommitAndBeforeTheNews() {
        Job job = dispatched();
        writer().change(
                        List.of(job.id()),
                        rows -> rows.job(job.id())
                                .map(row -> Recovery.takenBack(row, Evidence.UNKNOWN, rows.now()))
                                .map(Decision.Changed.class::cast)
                                .ifPresent(rows::change),
                        rows -> order.add(status(job)));
        assertThat(order).hasSize(2).first().isEqualTo("queued");
        assertThat(told(1)).containsExactly("queued");
    }

    @Test
    void aConsequenceThatFailsReachesTheCallerWhoThenHasTheSameJobToldAgain() {
        Job job = dispatched();
        assertThatThrownBy(() -> writer().change(List.of(job.id()), rows -> rows.tellAgain(job), rows -> {
                    throw new IllegalStateException("no broker");
                }))
                .hasMessage("no broker");
        assertThat(order).isEmpty();
        writer().change(List.of(job.id()), rows -> rows.tellAgain(job), rows -> {});
        assertThat(told(0)).as("although nothing has changed").containsExactly("dispatched");
    }

    @Test
    void aTransactionIsAnnouncedWhenItsTurnIsOver() {
        Job job = dispatched();
        writer().transaction(
                        new JobWriter.Gate() {
                            @Override
                            public <T> T let(Supplier<T> transaction) {
                                T done = transaction.get();
                                order.add(status(job));
                                return done;
                            }
                        },
                        tx -> tx.cancelIf(List.of(job.id()), owner, JobStatus.LIVE));
        assertThat(order.get(0)).isEqualTo("cancelled");
        assertThat(order.get(1)).as("workers first").isEqualTo(new CancelOrdered(job.id(), 1));
        assertThat(told(2)).containsExactly("cancelled");
    }

    @Test
    void whatIsRolledBackIsToldNobody() {
        Job job = dispatched();
        assertThatThrownBy(() -> writer().transaction(tx -> {
                    tx.cancelIf(List.of(job.id()), owner, JobStatus.LIVE);
                    throw new IllegalStateException("changed its mind");
                }))
                .hasMessage("changed its mind");
        assertThat(order).isEmpty();
        assertThat(status(job)).isEqualTo("dispatched");
    }

    @Test
    void aDispatchIsToldAfterItWasPublishedAndAlsoWhenThatFails() {
        Job first = joined();
        writer().dispatch(order(TERM, first), pass -> {
            order.add(status(pass.jobs().getFirst()));
            return List.of();
        });
        assertThat(order).hasSize(2).first().isEqualTo("dispatched");
        assertThat(told(1)).containsExactly("dispatched");
        Job second = joined();
        assertThatThrownBy(() -> writer().dispatch(order(TERM, second), pass -> {
                    throw new IllegalStateException("no broker");
                }))
                .hasMessage("no broker");
        assertThat(told(0)).containsExactly("dispatched");
    }

    @Test
    void aJobThatNoQueueTookIsToldAsWaitingAgain() {
        writer().dispatch(order(TERM, joined()), DispatchPass::jobs);
        assertThat(told(0)).containsExactly("queued");
    }

    @Test
    void whatADispatcherSaysWhoseTermIsOverChangesNothing() {
        Job job = joined();
        DispatchPass pass = writer().dispatch(order(TERM - 1, job), late -> {
            throw new IllegalStateException("nothing is published");
        });
        assertThat(pass.leads()).isFalse();
        assertThat(order).isEmpty();
        assertThat(status(job)).isEqualTo("queued");
        assertThat(rows("lane_clocks where clock = 90000")).isZero();
        assertThat(rows("turn_passes")).isZero();
    }

    @Test
    void clocksAndPassesAreKeptWithTheDispatchAndAClockNeverFalls() {
        writer().dispatch(order(TERM, joined()), pass -> List.of());
        assertThat(rows("lane_clocks where lane = 'default' and clock = 90000")).isEqualTo(1);
        assertThat(rows("turn_passes where lanes = '{default}' and work = 400 and last_ticket = 8"))
                .isEqualTo(1);
        DispatchOrder later = new DispatchOrder(TERM, List.of(), Map.of(DEFAULT, 100L), List.of());
        assertThat(writer().dispatch(later, pass -> List.of()).leads()).isTrue();
        assertThat(rows("lane_clocks where lane = 'default' and clock = 90000")).isEqualTo(1);
    }

    @Test
    void whatAnotherDispatcherHasDispatchedSinceIsNotTakenBack() {
        Job job = dispatched();
        database(statement -> statement.execute("update dispatch_leadership set term = term + 1"));
        database(statement -> statement.execute("update jobs set dispatch_term = dispatch_term + 1"));
        writer().dispatch(order(TERM + 1, joined()), pass -> {
            database(statement -> statement.execute("update jobs set dispatch_term = dispatch_term + 1"));
            return pass.jobs();
        });
        assertThat(status(job)).isEqualTo("dispatched");
        assertThat(rows("jobs where status = 'dispatched'")).isEqualTo(2);
    }

    private Job dispatched() {
        Job job = writer().dispatch(order(TERM, joined()), pass -> List.of())
                .jobs()
                .getFirst();
        order.clear();
        return job;
    }

    private static DispatchOrder order(long term, Job job) {
        return new DispatchOrder(
                term,
                List.of(new DispatchOrder.SlottedJob(job.id(), new SlotId("worker", "gpu"))),
                Map.of(DEFAULT, 90_000L),
                List.of(new TurnPass(Set.of(DEFAULT), new TurnOrder(false, 500, 7), 8, 400)));
    }

    private interface DatabaseWork {
        void with(Statement statement) throws SQLException;
    }

    private void database(DatabaseWork work) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            work.with(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int rows(String which) {
        return context.getBean(JdbcClient.class)
                .sql("select count(*) from " + which)
                .query(Integer.class)
                .single();
    }

    private Job joined() {
        Job joined = writer().transaction(tx -> {
            LineQuestion question = new LineQuestion(owner, null, owner, null, "default", null, 1);
            LineOpening line = tx.open(question);
            Job job = new Job(
                    UUID.randomUUID(),
                    new Origin(owner, null, null, 0, Instant.now().truncatedTo(ChronoUnit.MICROS)),
                    "default",
                    line.tickets().getFirst(),
                    JobTurn.NONE,
                    SPEC,
                    null,
                    new Job.Counters(0, 1, 0, 0, 0),
                    null,
                    JobState.Queued.atOnce());
            tx.join(List.of(job), question, line.account());
            tx.place(List.of(job), Map.of(job.id(), 1), null);
            return job;
        });
        order.clear();
        return joined;
    }

    private List<String> told(int index) {
        return ((JobsCommitted) order.get(index))
                .jobs().stream().map(job -> job.status().word()).toList();
    }

    private String status(Job job) {
        return context.getBean(Jobs.class).find(job.id()).orElseThrow().status().word();
    }

    private List<Job> live() {
        return context.getBean(Jobs.class).liveOf(List.of(owner));
    }

    private JobWriter writer() {
        return context.getBean(JobWriter.class);
    }
}
