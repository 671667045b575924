package imece.local.drill.check;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.drill.history.Entry;
import imece.local.drill.history.Entry.PauseStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each reason as it may be told, and the same where it was not so. The job is told at 100 s; it has waited since 80 s. */
class WhyCheckTest {
    private static final UUID JOB = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final long NOW = 100_000;
    private static final Entry WAITS = new Row(JOB, 1).at(80_000);

    /** A row that changes, most of it as usual. */
    private record Row(
            UUID job,
            long ticket,
            String from,
            String status,
            long at,
            int failures,
            @Nullable Long notBefore,
            boolean alone) {
        Row(UUID job, long ticket) {
            this(job, ticket, "", "queued", 0, 0, null, false);
        }

        Row becomes(String next) {
            return new Row(job, ticket, status, next, at, failures, notBefore, alone);
        }

        Row until(long pause) {
            return new Row(job, ticket, from, status, at, failures, pause, alone);
        }

        Row aloneOnly() {
            return new Row(job, ticket, from, status, at, failures, notBefore, true);
        }

        Entry at(long moment) {
            Long handed = status.equals("dispatched") ? Long.valueOf(1) : null;
            Entry.Turn turn = new Entry.Turn(
                    "granite", false, ticket, "interactive", null, alone, false, handed, handed == null ? null : "w/g");
            return new Entry.Change(
                    moment, job, job, ticket, from, status, 0, 1, 0, 0, 0, failures, null, "w", handed, notBefore,
                    turn);
        }
    }

    @Test
    void aJobMayBeToldOfAsManyAsWait() {
        Entry told = told("ahead-in-turn", 2, 1, "");
        assertThat(wrong(told, WAITS, new Row(OTHER, 2).at(90_000))).isZero();
        assertThat(wrong(told, WAITS)).isEqualTo(1);
        assertThat(wrong(
                        told,
                        WAITS,
                        new Row(OTHER, 2).at(20_000),
                        new Row(OTHER, 2).becomes("cancelled").at(60_000)))
                .as("it had gone long before")
                .isEqualTo(1);
    }

    @Test
    void aJobIsLetPastByOneThatStoodBehindIt() {
        Entry told = told("let-past", 1, null, "");
        assertThat(wrong(told, WAITS, new Row(OTHER, 2).becomes("dispatched").at(90_000)))
                .isZero();
        assertThat(wrong(told, WAITS)).isEqualTo(1);
        assertThat(wrong(told, WAITS, new Row(OTHER, 0).becomes("dispatched").at(90_000)))
                .as("it stood before it")
                .isEqualTo(1);
        assertThat(wrong(told, WAITS, new Row(OTHER, 2).becomes("dispatched").at(70_000)))
                .as("it went before this one came")
                .isEqualTo(1);
        assertThat(wrong(
                        told("let-past", 2, null, ""),
                        WAITS,
                        new Row(OTHER, 2).becomes("dispatched").at(90_000)))
                .as("it is not next")
                .isEqualTo(1);
    }

    @Test
    void slotsLoadElsewhereWhileARunLoads() {
        Entry told = told("loading-elsewhere", 1, null, "");
        Entry runs =
                new Row(OTHER, 2).becomes("dispatched").becomes("processing").at(85_000);
        Entry.Load load = new Entry.Load(86_000, OTHER, "w", "slate");
        assertThat(wrong(told, WAITS, runs, load)).isZero();
        assertThat(wrong(told, WAITS, runs)).isEqualTo(1);
        assertThat(wrong(
                        told,
                        WAITS,
                        runs,
                        new Row(OTHER, 2)
                                .becomes("processing")
                                .becomes("complete")
                                .at(87_000),
                        load))
                .as("that run had ended long before")
                .isEqualTo(1);
    }

    @Test
    void noSlotOffersWhatNobodyTellsToHave() {
        Entry told = told("no-slot-offers", 0, null, "");
        assertThat(wrong(told, and(heard("idle", "marble"), WAITS))).isZero();
        assertThat(wrong(told, and(heard("idle", "granite"), WAITS))).isEqualTo(1);
        Entry frozen = new Entry.Blow(70_000, 1, "gateway-frozen", "gateway-1");
        assertThat(wrong(told, and(heard("idle", "granite"), frozen, WAITS)))
                .as("a gateway that stands still hears nobody")
                .isZero();
    }

    @Test
    void aGpuIsHeldWhileItsSlotWaitsForIt() {
        Entry told = told("gpu-held-by-another-program", 1, null, "");
        assertThat(wrong(told, and(heard("blocked", "granite"), WAITS))).isZero();
        assertThat(wrong(told, and(heard("busy", "granite"), WAITS))).isEqualTo(1);
        assertThat(wrong(told, and(heard("blocked", "marble"), WAITS)))
                .as("a slot that does not serve it")
                .isEqualTo(1);
    }

    @Test
    void aJobBacksOffUntilItsPauseIsOver() {
        Entry told = told("backing-off", 1, null, "");
        assertThat(wrong(told, WAITS, new Row(JOB, 1).until(99_000).at(85_000))).isZero();
        assertThat(wrong(told, WAITS)).isEqualTo(1);
        assertThat(wrong(told, WAITS, new Row(JOB, 1).until(86_000).at(85_000)))
                .as("that was over long before")
                .isEqualTo(1);
    }

    @Test
    void aJobRunsAloneOnceItsRowSaysSo() {
        Entry told = told("must-run-alone", 1, null, "");
        assertThat(wrong(told, WAITS, new Row(JOB, 1).aloneOnly().at(90_000))).isZero();
        assertThat(wrong(told, WAITS)).isEqualTo(1);
    }

    @Test
    void aLanePausesWithTheSentenceOfItsOperator() {
        Entry told = told("paused", 0, null, "Back soon");
        assertThat(wrong(told, pause("granite", "Back soon", 95_000, PauseStep.ASKED), WAITS))
                .isZero();
        assertThat(wrong(told, pause("*", "Back soon", 95_000, PauseStep.ASKED), WAITS))
                .isZero();
        assertThat(wrong(told, WAITS)).isEqualTo(1);
        assertThat(wrong(told, pause("granite", "Another one", 95_000, PauseStep.ASKED), WAITS))
                .isEqualTo(1);
        assertThat(wrong(told, pause("marble", "Back soon", 95_000, PauseStep.ASKED), WAITS))
                .isEqualTo(1);
        assertThat(wrong(
                        told,
                        pause("granite", "Back soon", 60_000, PauseStep.ASKED),
                        pause("granite", "Back soon", 70_000, PauseStep.ENDED),
                        WAITS))
                .as("it had ended long before")
                .isEqualTo(1);
    }

    @Test
    void whoWaitsInALaneThatPausesIsToldSo() {
        Entry told = told("ahead-in-turn", 2, 1, "");
        Entry other = new Row(OTHER, 2).at(90_000);
        Entry asked = pause("granite", "Back soon", 89_000, PauseStep.ASKED);
        assertThat(wrong(told, asked, pause("granite", "Back soon", 90_000, PauseStep.BEGUN), WAITS, other))
                .isEqualTo(1);
        assertThat(wrong(told, asked, pause("granite", "Back soon", 99_000, PauseStep.BEGUN), WAITS, other))
                .as("it has only begun")
                .isZero();
        assertThat(wrong(told("broker-away", 0, null, ""), asked, WAITS)).isEqualTo(1);
    }

    @Test
    void theBrokerIsAwayWhereSomethingBefellIt() {
        Entry told = told("broker-away", 1, null, "");
        assertThat(wrong(told, new Entry.Blow(95_000, 1, "broker-stopped", "rabbitmq"), WAITS))
                .isZero();
        assertThat(wrong(told, WAITS)).isEqualTo(1);
        assertThat(wrong(
                        told,
                        new Entry.Blow(60_000, 1, "broker-stopped", "rabbitmq"),
                        new Entry.Mended(62_000, 1),
                        WAITS))
                .as("it had come back long before")
                .isEqualTo(1);
        assertThat(wrong(told, new Entry.Blow(95_000, 1, "broker-cut", "worker-1"), WAITS))
                .as("no gateway's way to it")
                .isEqualTo(1);
        assertThat(wrong(told, new Entry.Blow(95_000, 1, "broker-cut", "gateway-2"), WAITS))
                .as("another gateway's way to it")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void whoReadsSlowlyIsNotAskedWhenThatWasTrue(Reason reason) {
        Entry.Stood told = told(reason.word(), 1, 0, "");
        Entry slow =
                new Entry.Stood(told.at(), "user-2-slow", "gateway-1", "positions", JOB, 1, reason.word(), 0, "", "");
        assertThat(wrong(slow, WAITS)).isZero();
    }

    @Test
    void aWordThatIsNoReasonIsWrong() {
        assertThat(wrong(told("the-moon", 1, null, ""), WAITS)).isEqualTo(1);
    }

    private static Entry.Stood told(String reason, int position, @Nullable Integer jobs, String sentence) {
        return new Entry.Stood(
                NOW, "user-1-steady", "gateway-1", "positions", JOB, position, reason, jobs, sentence, "");
    }

    private static Entry pause(String lane, String sentence, long at, PauseStep step) {
        return new Entry.LinePause(at, lane, sentence, step);
    }

    /** Each two seconds from the beginning on. */
    private static List<Entry> heard(String state, String checkpoint) {
        List<Entry> all = new ArrayList<>();
        for (long at = 60_000; at <= NOW; at += 2_000) {
            all.add(new Entry.Heard(at, "w", new UUID(7, 7), "g", state, "", 1, List.of(checkpoint), List.of()));
        }
        return all;
    }

    private static Entry[] and(List<Entry> some, Entry... more) {
        List<Entry> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all.toArray(Entry[]::new);
    }

    private static int wrong(Entry told, Entry... rest) {
        List<Entry> history = new ArrayList<>(List.of(told));
        history.addAll(List.of(rest));
        return Checker.check(history, Duration.ofSeconds(1)).findings().count(Promise.REASON_WRONG);
    }
}
