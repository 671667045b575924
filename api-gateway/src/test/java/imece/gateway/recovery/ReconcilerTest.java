package imece.gateway.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import imece.clock.MonotonicClock;
import imece.gateway.background.PeriodicTask;
import imece.gateway.broker.GatewayIdentity;
import imece.gateway.broker.LaneQueues;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.job.Job;
import imece.gateway.job.Samples;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.job.rows.Runs;
import imece.gateway.workers.WorkerRegistry;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

    private final ReconcileRows rows = mock(ReconcileRows.class);
    private final LaneQueues queues = mock(LaneQueues.class);
    private final JobWriter writer = mock(JobWriter.class);
    private final Reconciler reconciler = new Reconciler(
            rows,
            mock(WorkerRegistry.class),
            queues,
            mock(MessagePublisher.class),
            writer,
            mock(Runs.class),
            mock(GatewayIdentity.class),
            MonotonicClock.system());

    @Test
    void aJobOnProbationEndsWhileTheBrokerIsSlowToSayWhatLiesInALane() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Job dispatched = Samples.dispatched(Samples.queued(), 1);
        when(rows.longDispatched()).thenReturn(List.of(new ReconcileRows.Overtaken(dispatched.id(), false)));
        when(rows.jobs(List.of(dispatched.id()))).thenReturn(List.of(dispatched));
        when(queues.ready(anyString())).thenAnswer(call -> {
            asked.countDown();
            answer.await();
            return OptionalInt.of(1);
        });
        Job lost = Samples.queued();
        when(rows.onProbation()).thenReturn(List.of(lost));
        Thread looking = Thread.ofPlatform().daemon().start(task("reconcile"));
        try {
            assertThat(asked.await(2, TimeUnit.MINUTES)).isTrue();
            task("end-lost-jobs").run();
            verify(writer).changeIfUnchanged(eq(lost.id()), eq(lost.counters().version()), any());
        } finally {
            answer.countDown();
            looking.join();
        }
    }

    private Runnable task(String name) {
        return reconciler.periodicTasks().stream()
                .filter(task -> task.name().equals(name))
                .map(PeriodicTask::work)
                .findFirst()
                .orElseThrow();
    }
}
