package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine's clock is set, back or forward: who lives, who waits and for how long stays as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockStepsIT {

    private static final Duration STEP = Duration.ofHours(3);

    private final GatewayUnderTest gateway = GatewayUnderTest.start(ClockStepsIT.class);
    private Duration set = Duration.ZERO;

    @AfterEach
    void emptyLine() {
        setClock(set.negated());
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aGatewaysClockThatIsSetChangesNobodysLifeAndNobodysTurn(int direction) {
        Browser browser = gateway.newcomer();
        Browser operator = gateway.operator();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            awaitSlot(browser);
            String id = browser.submitted("while the clock is set");
            FakeRun run = worker.take().start();
            Within.bounds().until(() -> browser.status(id).equals("processing"));

            setClock(STEP.multipliedBy(direction));
            assertThat(slots(browser)).as("nobody has vanished").isEqualTo(1);
            operator.post("/api/workers/" + worker.name() + "/drain", "").expect(200);
            operator.post("/api/workers/" + worker.name() + "/resume", "").expect(200);

            run.fail("out-of-memory", "The GPU ran out of memory.", true);
            worker.take().start().complete();
            Within.bounds().until(() -> browser.status(id).equals("complete"));
            assertThat(secondsSince("finished_at", id))
                    .as("dated by the database")
                    .isBetween(-1L, 120L);
            assertThat(secondsSince("created_at", id)).isBetween(-1L, 240L);

            setClock(STEP.multipliedBy(-2L * direction));
            assertThat(slots(browser)).isEqualTo(1);
            String next = browser.submitted("after it was set again");
            worker.take().start().complete();
            Within.bounds().until(() -> browser.status(next).equals("complete"));
        }
    }

    /** A back-off of a second that was written before the database's clock was put back. */
    @Test
    void aBackOffThatWouldLastForHoursIsNotBelieved() throws SQLException {
        Browser browser = gateway.newcomer();
        String id = browser.submitted("backs off");
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            FakeRun run = worker.take().start();
            Within.bounds().until(() -> browser.status(id).equals("processing"));
            run.fail("out-of-memory", "The GPU ran out of memory.", true);
            Within.bounds().until(() -> browser.job(id).path("attempt").intValue() == 1);
            gateway.rows()
                    .change(
                            "update jobs set not_before = now() + interval '3 hours' where status = 'queued' and id = ?::uuid",
                            id);
            worker.take().start().complete();
            Within.bounds().until(() -> browser.status(id).equals("complete"));
        }
    }

    private void setClock(Duration by) {
        set = set.plus(by);
        gateway.setClock(by);
    }

    private static void awaitSlot(Browser browser) {
        Within.bounds().until(() -> slots(browser) == 1);
    }

    private static int slots(Browser browser) {
        return browser.get("/api/queue")
                .expect(200)
                .json()
                .path("lanes")
                .path(0)
                .path("slots")
                .intValue();
    }

    private long secondsSince(String column, String job) {
        return Long.parseLong(gateway.rows()
                .text("select extract(epoch from now() - " + column + ")::bigint from jobs where id = ?::uuid", job));
    }
}
