package imece.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.feed.FrameQueue.Known;
import imece.gateway.feed.FrameQueue.QueuedFrame;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.line.LinePositions.Moved;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class FrameQueueTest {

    private static final UUID JOB = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final UUID RUN = new UUID(9, 1);
    private static final UUID OLD_RUN = new UUID(9, 0);

    private final LongAdder conflated = new LongAdder();
    private final FrameQueue queue = new FrameQueue(conflated);

    @Test
    void longMessagesFillTheQueueBeforeManyShortOnesDo() {
        String aQuarter = "x".repeat(FrameQueue.MOST_LETTERS / 4);
        for (int i = 0; i < 4; i++) {
            queue.text(aQuarter);
        }
        assertThat(queue.overflown()).isFalse();
        queue.snapshot(0, "snapshot", Map.of());
        assertThat(texts()).hasSize(5);

        for (int i = 0; i < 4; i++) {
            queue.text(aQuarter);
        }
        assertThat(queue.overflown()).as("what went out counts no more").isFalse();
        queue.text("x");
        assertThat(queue.overflown()).isTrue();
    }

    @Test
    void nothingGoesOutBeforeTheSnapshot() {
        queue.job(JOB, new Known(2, null, true), "job 2");
        assertThat(queue.ready()).isFalse();
        assertThat(queue.next()).isNull();
        queue.snapshot(0, "snapshot", Map.of());
        assertThat(texts()).containsExactly("snapshot", "job 2");
    }

    @Test
    void aChangeThatTheSnapshotAlreadyHoldsDoesNotFollowIt() {
        queue.job(JOB, new Known(2, null, true), "job 2");
        queue.job(OTHER, new Known(7, null, true), "other 7");
        queue.snapshot(0, "snapshot", Map.of(JOB, new Known(3, null, true), OTHER, new Known(6, null, true)));
        assertThat(texts()).containsExactly("snapshot", "other 7");
    }

    @Test
    void aLowerVersionNeverFollowsAHigherOne() {
        begin();
        queue.job(JOB, new Known(5, null, true), "job 5");
        queue.job(JOB, new Known(4, null, true), "job 4");
        queue.job(JOB, new Known(6, null, true), "job 6");
        assertThat(texts()).containsExactly("job 5", "job 6");
    }

    @Test
    void aLateSnapshotDoesNotLowerWhatIsKnown() {
        begin();
        queue.job(JOB, new Known(5, null, true), "job 5");
        assertThat(texts()).containsExactly("job 5");
        queue.snapshot(queue.expectSnapshot(), "again", Map.of(JOB, new Known(4, null, true)));
        queue.job(JOB, new Known(4, null, true), "job 4");
        assertThat(texts()).containsExactly("again");
    }

    /** The one for a new socket is read slowly, and overtaken by one for everybody, which is followed by news. */
    @Test
    void aSnapshotThatWasReadForAnEarlierRequestIsDropped() {
        int first = queue.expectSnapshot();
        int second = queue.expectSnapshot();
        queue.snapshot(first, "too early", Map.of());
        assertThat(queue.ready()).isFalse();
        queue.snapshot(second, "snapshot 4", Map.of(JOB, new Known(4, null, true)));
        queue.job(JOB, new Known(5, null, true), "job 5");
        assertThat(texts()).containsExactly("snapshot 4", "job 5");
        queue.snapshot(first, "snapshot 4 again", Map.of(JOB, new Known(4, null, true)));
        assertThat(texts()).isEmpty();
    }

    @Test
    void onlyTheNewestProgressOfAJobIsKept() {
        begin();
        queue.job(JOB, new Known(2, RUN, false), "job");
        for (int seq = 1; seq <= 100; seq++) {
            queue.progress(JOB, RUN, seq, "progress " + seq);
        }
        queue.progress(JOB, RUN, 50, "late");
        assertThat(texts()).containsExactly("job", "progress 100");
        assertThat(conflated.sum()).isEqualTo(100);
    }

    @Test
    void progressAndPreviewsOfAnyOtherRunThanTheCommittedOneAreDropped() {
        begin();
        queue.job(JOB, new Known(3, RUN, false), "job");
        queue.progress(JOB, OLD_RUN, 99, "stale");
        queue.preview(JOB, OLD_RUN, 99, ByteBuffer.allocate(1));
        queue.progress(OTHER, RUN, 1, "unknown job");
        assertThat(texts()).containsExactly("job");
    }

    @Test
    void decorationsOfAFinishedJobAreDropped() {
        begin();
        queue.job(JOB, new Known(2, RUN, false), "processing");
        queue.progress(JOB, RUN, 5, "progress");
        queue.job(JOB, new Known(3, null, false), "complete");
        assertThat(texts()).containsExactly("processing", "complete");
    }

    @Test
    void placesAreMergedIntoOneFrame() {
        begin();
        queue.places(List.of(moved(JOB, 3), moved(OTHER, 4)));
        queue.places(List.of(moved(JOB, 2)));
        assertThat(queue.next()).isEqualTo(new QueuedFrame.Positions(List.of(moved(JOB, 2), moved(OTHER, 4))));
        assertThat(queue.ready()).isFalse();
    }

    @Test
    void aPlaceThatWasReadBeforeAJobStartedIsNotToldAfterwards() {
        begin();
        queue.places(List.of(moved(JOB, 2), moved(OTHER, 3)));
        queue.job(JOB, new Known(2, RUN, false), "processing");
        assertThat(queue.next()).isEqualTo(new QueuedFrame.Text("processing"));
        assertThat(queue.next()).isEqualTo(new QueuedFrame.Positions(List.of(moved(OTHER, 3))));

        queue.places(List.of(moved(JOB, 1)));
        assertThat(queue.next()).isNull();
        assertThat(queue.ready()).isFalse();
    }

    @Test
    void aJobThatCameBackToTheLineHasAPlaceAgain() {
        begin();
        queue.job(JOB, new Known(2, RUN, false), "processing");
        queue.job(JOB, new Known(3, null, true), "queued again");
        queue.places(List.of(moved(JOB, 1)));
        assertThat(queue.next()).isEqualTo(new QueuedFrame.Text("processing"));
        assertThat(queue.next()).isEqualTo(new QueuedFrame.Text("queued again"));
        assertThat(queue.next()).isEqualTo(new QueuedFrame.Positions(List.of(moved(JOB, 1))));
    }

    @Test
    void aReaderThatStallsOverflowsAndCostsABoundedAmount() {
        begin();
        for (int i = 0; i <= FrameQueue.MOST_ORDERED; i++) {
            queue.job(JOB, new Known(i, null, true), "x");
        }
        assertThat(queue.overflown()).isTrue();
        assertThat(texts()).isEmpty();
    }

    private void begin() {
        queue.snapshot(0, "snapshot", Map.of());
        assertThat(texts()).containsExactly("snapshot");
    }

    private static Moved moved(UUID job, int position) {
        return new Moved(new UUID(5, 5), job, new LinePosition(position, null));
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (QueuedFrame frame = queue.next(); frame != null; frame = queue.next()) {
            texts.add(
                    switch (frame) {
                        case QueuedFrame.Text text -> text.text();
                        case QueuedFrame.Binary binary -> "preview";
                        case QueuedFrame.Positions positions -> "positions";
                    });
        }
        return texts;
    }
}
