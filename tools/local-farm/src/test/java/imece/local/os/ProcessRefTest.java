package imece.local.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessRefTest {
    @Test
    void findsAProcessThatStillRuns() {
        ProcessRef self = ProcessRef.of(ProcessHandle.current());

        assertThat(self.find()).contains(ProcessHandle.current());
    }

    @Test
    void takesAnIdThatIsUsedAnewForAStranger() {
        Instant longAgo = ProcessRef.of(ProcessHandle.current()).startedAt().minus(Duration.ofMinutes(5));

        assertThat(new ProcessRef(ProcessHandle.current().pid(), longAgo).find())
                .isEmpty();
    }

    @Test
    void doesNotFindAProcessThatEnded() throws Exception {
        Process process = new ProcessBuilder("true").start();
        ProcessRef ref = ProcessRef.of(process.toHandle());
        process.waitFor();

        assertThat(ref.find()).isEmpty();
    }

    @Test
    void readsTheWordsOfACommandLine() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            org.awaitility.Awaitility.await()
                    .until(() -> ProcessRef.commandLine(process.toHandle()).contains("60"));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
