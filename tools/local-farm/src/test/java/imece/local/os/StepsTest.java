package imece.local.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Steps steps = new Steps(said::add);

    @Test
    void saysNothingAboutAQuickStep() {
        assertThat(steps.<Integer>run("Counting", () -> 1)).isEqualTo(1);

        assertThat(said).isEmpty();
    }

    @Test
    void namesASlowStepWhileItRunsAndWhenItIsDone() {
        steps.run("Unpacking", () -> {
            await().until(() -> !said.isEmpty());
            return said;
        });

        assertThat(said).first().isEqualTo("Unpacking …");
        assertThat(said).last().asString().matches("Unpacking: done after 1\\.\\d s");
    }

    @Test
    void namesTheStepThatFailed() {
        assertThatThrownBy(() -> steps.run("Unpacking", () -> {
                    throw new IOException("disk full");
                }))
                .isInstanceOf(CommandProblem.class)
                .hasMessageContaining("Unpacking failed")
                .hasMessageContaining("disk full");
    }
}
