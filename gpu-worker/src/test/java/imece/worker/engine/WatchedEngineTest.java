package imece.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.RenderSpec;
import imece.worker.run.RunStop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedEngineTest {

    private static final RenderSpec SPEC = new RenderSpec("a cat", "", null, 64, 64, 4, 7, "euler", "normal", 1);

    private final Scripted scripted = new Scripted();
    private final AtomicInteger changes = new AtomicInteger();
    private final WatchedEngine watched = new WatchedEngine(scripted, "gpu-0", changes::incrementAndGet);

    @AfterEach
    void close() {
        watched.close();
    }

    @Test
    void itIsNotReadyBeforeTheFirstLookAndTellsWhenThatChanges() {
        assertThat(watched.health().ready()).isFalse();
        watched.start();
        await().until(() -> watched.health().ready());
        assertThat(changes).hasValue(1);
    }

    @Test
    void anEngineThatComesUpLateIsFoundByItself() {
        scripted.readiness = new EngineReadiness.Starting("Nobody answers.");
        watched.start();
        await().until(() -> scripted.looks.get() > 1);
        assertThat(watched.health().ready()).isFalse();
        scripted.readiness = new EngineReadiness.Ready();
        await().until(() -> watched.health().ready());
    }

    @Test
    void ofAnEngineWhoseProcessEndedItsLastWordsAreTold() {
        scripted.readiness = new EngineReadiness.Starting("No engine can be reached.");
        try (WatchedEngine owned =
                new WatchedEngine(scripted, "gpu-1", 1, () -> {}, () -> Optional.of("Its last words: no CUDA."))) {
            owned.start();
            await().until(() -> owned.health().why().equals("Its last words: no CUDA."));
        }
    }

    @Test
    void ofSeveralRunsNobodyLooksUntilTheLastIsOverAndOnlyIfNoneOfThemStopsItIsStalled() {
        Map<UUID, CompletableFuture<RenderResult>> ends = new ConcurrentHashMap<>();
        AtomicInteger looks = new AtomicInteger();
        try (WatchedEngine several =
                new WatchedEngine(new Several(ends, looks), "gpu-1", 2, () -> {}, Optional::empty)) {
            several.start();
            await().until(() -> several.health().ready());
            UUID first = new UUID(1, 1);
            UUID second = new UUID(1, 2);
            RunStop stop = new RunStop();
            RunStop otherStop = new RunStop();
            CompletableFuture<RenderResult> one =
                    CompletableFuture.supplyAsync(() -> several.render(first, SPEC, new Watched(), otherStop));
            await().until(() -> ends.containsKey(first));
            int before = looks.get();
            CompletableFuture<RenderResult> other =
                    CompletableFuture.supplyAsync(() -> several.render(second, SPEC, new Watched(), stop));
            await().until(() -> ends.containsKey(second));
            stop.request(RunStop.Cause.ORDERED);
            await().during(Duration.ofMillis(2_300))
                    .until(() -> several.health().ready());
            otherStop.request(RunStop.Cause.ORDERED);
            await().until(() -> several.health().state() == EngineHealth.State.STALLED);
            assertThat(looks).hasValue(before);
            end(ends, first);
            one.join();
            assertThat(several.health().ready()).isTrue();
            end(ends, second);
            other.join();
            await().until(() -> looks.get() > before);
            assertThat(several.health().ready()).isTrue();
        }
    }

    private static void end(Map<UUID, CompletableFuture<RenderResult>> ends, UUID job) {
        ends.getOrDefault(job, new CompletableFuture<>()).complete(new RenderResult.Interrupted());
    }

    /** Holds each run until it is told how that ends. */
    private record Several(Map<UUID, CompletableFuture<RenderResult>> ends, AtomicInteger looks)
            implements ImageEngine {

        @Override
        public EngineProfile profile() {
            return new EngineProfile("several", "several", Set.of(), 1, List.of(), null);
        }

        @Override
        public EngineReadiness look() {
            looks.incrementAndGet();
            return new EngineReadiness.Ready();
        }

        @Override
        public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
            return ends.computeIfAbsent(job, none -> new CompletableFuture<>()).join();
        }
    }

    @Test
    void nobodyLooksDuringARunAndSomebodyDoesRightAfter() {
        watched.start();
        await().until(() -> watched.health().ready());
        CompletableFuture<RenderResult> run = rendering(new RunStop());
        await().until(() -> scripted.rendering);
        int looks = scripted.looks.get();
        scripted.end.complete(new RenderResult.Interrupted());
        run.join();
        await().until(() -> scripted.looks.get() > looks);
        assertThat(scripted.looksDuringRuns).hasValue(0);
    }

    @Test
    void aRunThatTheEngineDidNotBeginTakesTheSlotOutUntilTheNextLook() {
        watched.start();
        await().until(() -> watched.health().ready());
        scripted.readiness = new EngineReadiness.Starting("Nobody answers.");
        scripted.end.complete(new RenderResult.Away("Nobody answers."));
        rendering(new RunStop()).join();
        assertThat(watched.health().state()).isEqualTo(EngineHealth.State.FAILED);
        assertThat(watched.health().why()).isEqualTo("Nobody answers.");
        scripted.readiness = new EngineReadiness.Ready();
        await().until(() -> watched.health().ready());
    }

    @Test
    void anEngineThatDoesNotComeBackIsStalled() {
        watched.start();
        await().until(() -> watched.health().ready());
        RunStop stop = new RunStop();
        CompletableFuture<RenderResult> run = rendering(stop);
        await().until(() -> scripted.rendering);
        stop.request(RunStop.Cause.STALLED);
        await().until(() -> watched.health().state() == EngineHealth.State.STALLED);
        scripted.end.complete(new RenderResult.Interrupted());
        run.join();
        assertThat(watched.health().ready()).isTrue();
    }

    private CompletableFuture<RenderResult> rendering(RunStop stop) {
        return CompletableFuture.supplyAsync(() -> watched.render(new UUID(1, 1), SPEC, new Watched(), stop));
    }

    /** Answers as it is told. */
    private static final class Scripted implements ImageEngine {
        final CompletableFuture<RenderResult> end = new CompletableFuture<>();
        final AtomicInteger looks = new AtomicInteger();
        final AtomicInteger looksDuringRuns = new AtomicInteger();
        volatile EngineReadiness readiness = new EngineReadiness.Ready();
        volatile boolean rendering;

        @Override
        public EngineProfile profile() {
            return new EngineProfile("scripted", "scripted", Set.of(), 1, List.of(), null);
        }

        @Override
        public EngineReadiness look() {
            looks.incrementAndGet();
            if (rendering) {
                looksDuringRuns.incrementAndGet();
            }
            return readiness;
        }

        @Override
        public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
            rendering = true;
            try {
                return end.join();
            } finally {
                rendering = false;
            }
        }
    }
}
