package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.job.JobsCommitted;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/** The thread that dispatches or the one that stores events dies of an error that nobody catches. */
class DeadThreadsIT {
    private final GatewayUnderTest gateway = GatewayUnderTest.start(DeadThreadsIT.class);

    @AfterEach
    void end() {
        gateway.close();
    }

    @Test
    void anotherThreadGoesOnWithWhatTheDeadOneHadInHandAndAllJobsEnd() {
        Deadly deadly = new Deadly("dispatcher", "store");
        gateway.listen(deadly);
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            List<String> jobs =
                    Stream.of("one", "two", "three").map(browser::submitted).toList();
            for (int i = 0; i < jobs.size(); i++) {
                worker.take().start().complete();
            }
            for (String job : jobs) {
                Within.bounds().until(() -> browser.status(job).equals("complete"));
            }
            assertThat(deadly.victims).isEmpty();
        }
    }

    /** Kills each of these threads once, in the midst of what follows from a commit. */
    private static final class Deadly implements ApplicationListener<PayloadApplicationEvent<JobsCommitted>> {
        private final Set<String> victims = ConcurrentHashMap.newKeySet();

        Deadly(String... threads) {
            victims.addAll(List.of(threads));
        }

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<JobsCommitted> event) {
            if (victims.remove(Thread.currentThread().getName())) {
                throw new InternalError("This thread dies here.");
            }
        }
    }
}
