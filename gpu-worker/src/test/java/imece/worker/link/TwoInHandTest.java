package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.Failure;
import imece.contract.RenderJob;
import imece.contract.Wire;
import imece.worker.demo.DemoEngine;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.RenderResult;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A slot that draws the next picture while the one before is put away. */
class TwoInHandTest extends SlotPipelineBed {

    private static final List<String> TWICE = List.of("Started", "Completed", "Started", "Completed");

    @Test
    void theNextMessageIsTakenOnAnotherChannelWhileAPictureIsPutAwayAndAThirdOnlyOnceOneIsAcknowledged()
            throws Exception {
        CompletableFuture<Void> first = drawnAndNotConfirmed(1);
        CompletableFuture<Void> second = drawnAndNotConfirmed(2);
        waits(job(3));
        await().during(A_WHILE).atMost(LONG).until(() -> events.kinds().equals(TWICE) && waiting.size() == 1);
        assertThat(channels).extracting(FakeChannel::held).containsExactly(1, 1);
        assertThat(acknowledged()).isZero();

        second.complete(null);
        await().atMost(LONG).until(() -> acknowledged() == 1 && waiting.isEmpty());
        assertThat(first).isNotDone();
        events.confirmAll();
        await().atMost(LONG).until(() -> acknowledged() == 3);
        assertThat(channels).hasSize(2);
        assertThat(seen).doesNotContain("acknowledges what was not handed out here");
    }

    @Test
    void afterALostChannelNothingIsTakenBeforeAllThatIsInHandIsReported() throws Exception {
        CompletableFuture<Void> first = drawnAndNotConfirmed(1);
        consuming();
        waits(job(2));
        channels.forEach(FakeChannel::lose);
        await().during(A_WHILE).atMost(LONG).until(() -> channels.size() == 2);
        first.complete(null);
        consuming().deliver(job(3), 0);
        assertThat(reportedTimes("Started", 2)).isNotDone();
        assertThat(acknowledged()).as("what was lost cannot be acknowledged").isZero();
        events.confirmAll();
        await().atMost(LONG).until(() -> acknowledged() == 2);
    }

    @Test
    void aMessageThatComesAgainWhileItsPictureIsPutAwayWaitsForThatAndIsNotDrawnAgain() throws Exception {
        CompletableFuture<Void> first = drawnAndNotConfirmed(1);
        consuming().deliver(job(1), 1);
        await().during(A_WHILE).atMost(LONG).until(() -> acknowledged() == 0);
        first.complete(null);
        await().atMost(LONG).until(() -> acknowledged() == 2);
        assertThat(events.kinds()).containsExactly("Started", "Completed");
    }

    @Test
    void besideARunThatMustBeAloneNothingIsTakenUntilAllAboutItIsTold() throws Exception {
        consuming().deliver(job(1, RenderJob.Neighbours.NONE), 0);
        waits(job(2));
        reported("Started").complete(null);
        CompletableFuture<Void> end = reported("Completed");
        await().during(A_WHILE).atMost(LONG).until(() -> waiting.size() == 1);
        events.confirmAll();
        assertThat(end).succeedsWithin(LONG);
        await().atMost(LONG).until(() -> acknowledged() == 2);
    }

    @Test
    void aSlotThatIsToldToStopPutsBothAwayAndTakesNoThird() throws Exception {
        assertThat(drawnAndNotConfirmed(1)).isNotDone();
        assertThat(drawnAndNotConfirmed(2)).isNotDone();
        waits(job(3));
        stopping.set(true);
        drainState.stop();
        events.confirmAll();
        assertThat(pipeline.join(LONG)).isTrue();
        assertThat(acknowledged()).isEqualTo(2);
        assertThat(waiting).hasSize(1);
    }

    @Test
    void whateverHappensToMessagesOneIsInTheEngineTwoAreInHandAndEachIsAcknowledgedOnce() throws Exception {
        AtomicInteger inEngine = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger mostHeld = new AtomicInteger();
        ImageEngine demo = new DemoEngine(Duration.ZERO, false);
        engine = new Stub((watcher, stop) -> {
            most.accumulateAndGet(inEngine.incrementAndGet(), Math::max);
            mostHeld.accumulateAndGet(
                    channels.stream().mapToInt(FakeChannel::held).sum(), Math::max);
            try {
                return ThreadLocalRandom.current().nextInt(4) == 0
                        ? new RenderResult.Failed(new Failure("refused", "It is told not to.", false))
                        : demo.render(new UUID(1, 1), store.job().spec(), watcher, stop);
            } finally {
                inEngine.decrementAndGet();
            }
        });
        int jobs = 60;
        try (ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> unused = later.scheduleWithFixedDelay(events::confirmOne, 1, 1, TimeUnit.MILLISECONDS);
            for (int i = 0; i < jobs; i++) {
                byte[] body = ThreadLocalRandom.current().nextInt(6) == 0
                        ? new byte[] {'?'}
                        : Wire.write(job(
                                i,
                                ThreadLocalRandom.current().nextInt(6) == 0
                                        ? RenderJob.Neighbours.NONE
                                        : RenderJob.Neighbours.ANY));
                int before = i;
                // The broker gives a message to who asks or who consumes, and to nobody who has one.
                await().pollInterval(Duration.ofMillis(2)).atMost(LONG).until(() -> handsOut(body, before));
            }
            await().atMost(LONG).until(() -> {
                pump();
                return acknowledged() == jobs;
            });
            later.shutdownNow();
        }
        assertThat(most).hasValue(1);
        assertThat(mostHeld.get()).isEqualTo(2);
        assertThat(channels).allSatisfy(channel -> assertThat(channel.held()).isZero());
        assertThat(seen).doesNotContain("acknowledges what was not handed out here", "basicNack", "basicReject");
    }

    /** Hands a message to a consumer that holds none, or, if it comes uneven, leaves it for who asks. */
    private boolean handsOut(byte[] body, int number) {
        pump();
        return waiting.isEmpty() && (pushes(body) || (number % 2 == 1 && waiting.add(body)));
    }

    /** What waits goes to a consumer that holds none. */
    private void pump() {
        byte[] body = waiting.poll();
        if (body != null && !pushes(body)) {
            waiting.add(body);
        }
    }

    private boolean pushes(byte[] body) {
        try {
            for (FakeChannel channel : channels) {
                if (channel.idle()) {
                    channel.deliver(body, 0);
                    return true;
                }
            }
        } catch (IllegalStateException consumesNoMore) {
            return false;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
        return false;
    }

    private CompletableFuture<Void> reportedTimes(String kind, int times) {
        await().atMost(LONG).until(() -> confirmsOf(kind).size() >= times);
        return confirmsOf(kind).get(times - 1);
    }

    private List<CompletableFuture<Void>> confirmsOf(String kind) {
        List<String> kinds = events.kinds();
        return IntStream.range(0, kinds.size())
                .filter(i -> kinds.get(i).equals(kind))
                .mapToObj(events.confirms::get)
                .toList();
    }

    /** This job's picture is drawn and stored, and nobody has confirmed that. */
    private CompletableFuture<Void> drawnAndNotConfirmed(int number) throws Exception {
        int before = (int) events.kinds().stream().filter("Completed"::equals).count();
        byte[] body = Wire.write(job(number));
        await().atMost(LONG).until(() -> handsOut(body, 0));
        reportedTimes("Started", before + 1).complete(null);
        return reportedTimes("Completed", before + 1);
    }

    private void waits(RenderJob job) {
        waiting.add(Wire.write(job));
    }
}
