package imece.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LiveEvent;
import imece.contract.LiveEvent.Phase;
import imece.contract.RunKey;
import imece.gateway.feed.CommitBroadcast.FeedUpdate;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.Samples;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.line.LinePositions.Moved;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Who is told what, and which jobs this gateway takes for live. */
class FeedHubTest {

    private static final UUID OWNER = new UUID(1, 1);
    private static final UUID OTHER = new UUID(1, 2);
    private static final UUID JOB = Samples.JOB;
    private static final UUID RUN = new UUID(100, 1);

    private final FeedFrames frames = new FeedFrames(new JsonMapper());
    private final FeedHub hub = new FeedHub(frames);
    private final FeedSocket socket = socket(OWNER);
    private final FeedSocket others = socket(OTHER);

    @Test
    void aJobIsToldToItsOwnersSocketsAndToNobodyElse() {
        FeedSocket tab = socket(OWNER);
        hub.job(waits(1, "joined"));

        assertThat(told(socket)).containsExactly("snapshot", "joined");
        assertThat(told(tab)).containsExactly("snapshot", "joined");
        assertThat(told(others)).containsExactly("snapshot");
    }

    @Test
    void aTextAPreviewAndAPlaceAreTheOwnersToo() {
        hub.job(runs(2));
        hub.text(OWNER, "from another tab");
        hub.preview(JOB, RUN, 5, ByteBuffer.wrap(new byte[] {7}));
        hub.moved(List.of(new Moved(OWNER, new UUID(7, 8), new LinePosition(3, null))));

        assertThat(told(socket)).containsExactly("snapshot", "runs", "from another tab", "places of 1", "picture");
        assertThat(told(others)).containsExactly("snapshot");
    }

    @Test
    void progressIsToldOfTheRunThatCountsOnly() {
        hub.job(waits(1, "joined"));
        hub.progress(progress(new UUID(100, 2), 90));
        hub.progress(progress(RUN, 20));
        hub.job(runs(2));
        assertThat(told(socket)).containsExactly("snapshot", "joined", "runs");

        FeedSocket tab = socket(OWNER);
        hub.job(runs(3));
        hub.progress(progress(RUN, 30));
        assertThat(told(tab)).containsExactly("snapshot", "runs", frames.progress(progress(RUN, 30)));
    }

    @Test
    void anOlderVersionChangesNothingThatIsRemembered() {
        hub.job(runs(5));
        hub.watch(waits(4, "late"));

        assertThat(hub.watched().get(JOB)).isEqualTo(new FeedHub.Watched(OWNER, runs(5).known(), "default"));
        assertThat(hub.toldLess(waits(5, ""))).isFalse();
        assertThat(hub.toldLess(waits(6, ""))).isTrue();
        assertThat(hub.toldLess(new FeedUpdate(OWNER, new UUID(7, 9), 9, null, true, "default", null, "")))
                .as("nothing is known of it")
                .isFalse();
    }

    @Test
    void whatIsOverIsNoLongerWatchedUnlessANewerVersionLives() {
        hub.job(runs(5));
        hub.job(over(4));
        assertThat(hub.watched()).containsKey(JOB);
        hub.job(over(6));
        assertThat(hub.watched()).isEmpty();
    }

    @Test
    void onlyWhoWaitsInALaneLooksAtIt() {
        hub.job(waits(1, "joined"));
        assertThat(hub.waiting()).isEqualTo(Map.of("default", Set.of(OWNER)));
        hub.job(runs(2));
        assertThat(hub.waiting()).isEmpty();
    }

    @Test
    void ofWhoIsNotHereNothingIsRemembered() {
        hub.remove(others);
        hub.job(new FeedUpdate(OTHER, JOB, 1, null, true, "default", JobStatus.QUEUED, "joined"));
        hub.watch(new FeedUpdate(OTHER, JOB, 1, null, true, "default", JobStatus.QUEUED, "joined"));
        assertThat(hub.watched()).isEmpty();
        assertThat(hub.owners()).containsExactly(OWNER);
        assertThat(hub.listens(OTHER)).isFalse();
        assertThat(hub.all()).containsExactly(socket);
    }

    @Test
    void jobsAreForgottenWithTheLastSocketOfTheirOwner() {
        FeedSocket tab = socket(OWNER);
        hub.job(waits(1, "joined"));
        assertThat(hub.size()).isEqualTo(3);

        hub.remove(socket);
        assertThat(hub.watched()).containsKey(JOB);
        hub.remove(others);
        assertThat(hub.watched()).containsKey(JOB);
        hub.remove(tab);
        assertThat(hub.watched()).isEmpty();
        assertThat(hub.size()).isZero();
    }

    private static FeedUpdate waits(long version, String text) {
        return new FeedUpdate(OWNER, JOB, version, null, true, "default", JobStatus.QUEUED, text);
    }

    private static FeedUpdate runs(long version) {
        return new FeedUpdate(OWNER, JOB, version, RUN, true, "default", JobStatus.PROCESSING, "runs");
    }

    private static FeedUpdate over(long version) {
        return new FeedUpdate(OWNER, JOB, version, null, false, "default", JobStatus.COMPLETE, "over");
    }

    private static LiveEvent.Progress progress(UUID run, int percent) {
        return new LiveEvent.Progress(
                new RunKey(JOB, 1, 0, run), percent, Samples.slot(1), Phase.DENOISING, percent, 1, 20);
    }

    /** Everything that went out, or would, after an empty snapshot. */
    private static List<String> told(FeedSocket socket) {
        socket.outbox().snapshot(0, "snapshot", Map.of());
        List<String> told = new ArrayList<>();
        for (FrameQueue.QueuedFrame frame = socket.outbox().next();
                frame != null;
                frame = socket.outbox().next()) {
            told.add(
                    switch (frame) {
                        case FrameQueue.QueuedFrame.Text text -> text.text();
                        case FrameQueue.QueuedFrame.Binary binary -> "picture";
                        case FrameQueue.QueuedFrame.Positions places ->
                            "places of " + places.jobs().size();
                    });
        }
        return told;
    }

    private FeedSocket socket(UUID owner) {
        FeedSocket socket = new FeedSocket(owner, stand(Session.class), frames, new LongAdder());
        hub.add(socket);
        return socket;
    }

    private static <T> T stand(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAsyncRemote" -> stand(RemoteEndpoint.Async.class);
                    case "getUserProperties" -> new HashMap<>();
                    default -> null;
                }));
    }
}
