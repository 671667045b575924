package imece.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.job.JobState.JobStatus;
import imece.page.GeneratedPart;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StateDiagramTest {
    private final StateGraph graph = StateGraph.explored();

    @Test
    void theDiagramOfThePageShowsEveryChangeThatTheRulesAllow() throws IOException {
        GeneratedPart.assertIsOnPage(
                "docs/architecture.md", "states of a job", "```mermaid\n" + graph.mermaid() + "\n```");
    }

    @Test
    void everyStateIsReachedAndExactlyTheTerminalOnesAreNeverLeft() {
        assertThat(graph.reached()).containsExactly(JobStatus.values());
        for (JobStatus status : JobStatus.values()) {
            assertThat(graph.mermaid().contains("  " + status.word() + " --> [*]\n")
                            || graph.mermaid().endsWith("  " + status.word() + " --> [*]"))
                    .as(status.word())
                    .isEqualTo(status.terminal());
        }
    }
}
