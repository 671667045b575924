package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers.Fresh;
import imece.tier.FullRunOnly;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A gateway dies or freezes exactly between a commit and what should follow it; another one is there. */
class BetweenStepsIT extends FaultTest {

    private static final Duration PROMISED = Duration.ofSeconds(10);
    /** A message that never went out: seen as missing after four seconds, and proven four seconds later. */
    private static final Duration RECONCILED = Duration.ofSeconds(30);

    @Override
    Rig farm(Fresh servers, Path folder) {
        Rig farm = closing(new Rig(folder, servers, 2));
        farm.worker("only", 40);
        return farm;
    }

    @Override
    void settle() {
        gatewaysBack();
    }

    /** Committed, and nobody was told: whoever asks again with the same key is given the same job. */
    @Test
    void aSubmitWhoseGatewayDiesBeforeItsAnswerIsAnsweredByTheOther() throws SQLException {
        String key = UUID.randomUUID().toString();
        CompletableFuture<HttpResponse<String>> lost;
        try (CommitGate gate = CommitGate.shut(rig.rows(), "new.status = 'queued' and new.rev = 1")) {
            lost = me.submitting("nobody hears the answer", key);
            assertThat(gate.awaitSomebody()).isEqualTo("gateway-1");
            rig.gateway().kill();
        }
        assertThat(lost).failsWithin(SOON);
        Visitor there = rig.alsoAt(1, me);
        UUID job =
                there.accepted(there.submitting("nobody hears the answer", key).join());
        there.frames().await(job, "complete", SOON);
        gatewaysBack();
        assertThat(rig.rows().count("jobs where prompt = 'nobody hears the answer'"))
                .isEqualTo(1);
        assertThat(rig.rows().outcomes(job)).containsExactly("completed");
    }

    /** Committed as dispatched, never published: proven lost and dispatched anew. */
    @Test
    @FullRunOnly
    void aJobWhoseDispatcherDiesBeforeItPublishesIsTakenBack() throws SQLException {
        unpublished(Member::kill, "gateway-killed-before-publish");
    }

    /** The same, but it wakes up again, and is still about to publish what no longer counts. */
    @Test
    void aDispatcherThatFreezesBeforeItPublishesAndWakesUpDoesNoHarm() throws SQLException {
        UUID job = unpublished(Member::freeze, "gateway-frozen-before-publish");
        UUID next = me.submit("after it woke", 4);
        me.frames().await(next, "complete", SOON);
        assertThat(rig.rows().outcomes(job)).containsExactly("completed");
    }

    private UUID unpublished(Fault fault, String what) throws SQLException {
        UUID job = atStep("new.status = 'dispatched'", fault, what, RECONCILED);
        assertThat(rig.rows().job(job).epoch())
                .as("dispatched, taken back, dispatched")
                .isEqualTo(3);
        return job;
    }

    /** The start is committed, its event not acknowledged: it comes again, to the other one. */
    @Test
    void aStoreThatDiesBetweenCommitAndAcknowledgementCostsNothing() throws SQLException {
        atStep("new.status = 'processing'", Member::kill, "gateway-killed-after-start-committed", PROMISED);
    }

    /** The end is committed, and neither acknowledged nor told to any browser. */
    @Test
    void anEndThatWasCommittedByADyingGatewayIsToldByTheOther() throws SQLException {
        atStep("new.status = 'complete'", Member::kill, "gateway-killed-after-end-committed", PROMISED);
    }

    /** Nobody takes over: what was committed and not told is there when it comes back, at two steps in one death. */
    @Test
    void theOnlyGatewayGoesOnWhereItDied() throws SQLException {
        rig.gateways().getLast().kill();
        UUID ends = me.submit("its end is committed", 80);
        me.frames().await(ends, "processing", SOON);
        UUID goesOut =
                diesAt(2, "new.status in ('dispatched', 'complete')", () -> me.submit("its dispatch is committed", 4));
        me.frames().await(ends, "complete", SOON);
        me.frames().await(goesOut, "complete", LONG);
        assertThat(rig.rows().job(goesOut).epoch())
                .as("dispatched, taken back, dispatched")
                .isEqualTo(3);

        UUID begins = diesAt(1, "new.status = 'processing'", () -> me.submit("its start is committed", 15));
        me.frames().await(begins, "complete", SOON);
        for (UUID job : List.of(ends, goesOut, begins)) {
            assertThat(rig.rows().outcomes(job)).containsExactly("completed");
        }
    }

    /** Kills the first gateway when so many of its commits are being made, and starts it again. */
    private UUID diesAt(int commits, String condition, Supplier<UUID> submit) throws SQLException {
        UUID job;
        try (CommitGate gate = CommitGate.shut(rig.rows(), condition)) {
            job = submit.get();
            assertThat(gate.await(commits)).allMatch(session -> session.startsWith("gateway-1"));
            rig.gateway().kill();
        }
        rig.launchGateway(0);
        rig.awaitGateway(0);
        return job;
    }

    /** Lets one job run into the gate, does something to the gateway that stands there, and opens the gate. */
    private UUID atStep(String condition, Fault fault, String what, Duration promised) throws SQLException {
        UUID job;
        Member victim;
        Visitor there = rig.alsoAt(1, me);
        try (CommitGate gate = CommitGate.shut(rig.rows(), condition)) {
            job = me.submit(what, 8);
            String session = gate.awaitSomebody();
            victim = rig.gateways().get(session.startsWith("gateway-1") ? 0 : 1);
            fault.befalls(victim);
        }
        long opened = System.nanoTime();
        Visitor awake = victim == rig.gateway() ? there : me;
        awake.frames().await(job, "complete", LONG);
        timedSince(what, opened, promised);
        assertThat(rig.rows().outcomes(job)).containsExactly("completed");
        gatewaysBack();
        return job;
    }

    private interface Fault {
        void befalls(Member gateway);
    }
}
