package imece.worker.detect;

import static org.assertj.core.api.Assertions.assertThat;

import imece.worker.engine.standin.ComfyStandIn;
import imece.worker.engine.standin.ForgeStandIn;
import imece.worker.engine.standin.OpenAiStandIn;
import imece.worker.engine.standin.SdcppStandIn;
import imece.worker.engine.standin.StandIn;
import imece.worker.engine.standin.Vice;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EngineDoctorTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final EngineDoctor doctor = new EngineDoctor(new PrintStream(said, true, StandardCharsets.UTF_8));

    @TestFactory
    Stream<DynamicTest> itKnowsEachEngineByItsAnswersAndMakesOnePicture() {
        Map<String, Supplier<StandIn>> engines = Map.of(
                "forge",
                ForgeStandIn::new,
                "comfyui",
                ComfyStandIn::new,
                "sdcpp",
                () -> new SdcppStandIn(false),
                "openai",
                () -> new OpenAiStandIn(false));
        return engines.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    said.reset();
                    try (StandIn standIn = each.getValue().get()) {
                        standIn.open();
                        assertThat(doctor.examine(standIn.url())).isEqualTo(EngineDoctor.WELL);
                        assertThat(said.toString(StandardCharsets.UTF_8))
                                .contains("(" + each.getKey() + ") at " + standIn.url(), "256x256, 4 steps")
                                .contains(standIn.checkpoints())
                                .contains("--engine " + each.getKey() + "=" + standIn.url());
                        assertThat(standIn.generations).hasSize(1);
                    }
                }));
    }

    @Test
    void ofAnEngineWithAPasswordItSaysOnlyThatAndSuggestsACommandThatWorks() {
        try (StandIn standIn = new ForgeStandIn()) {
            standIn.open();
            standIn.has(Vice.LOCKED_API);
            assertThat(doctor.examine(standIn.url())).isEqualTo(EngineDoctor.UNWELL);
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains("wants a password (HTTP 401)")
                    .hasLineCount(1);
            said.reset();
            standIn.has(Vice.NONE);
            String typed = standIn.url().replace("://", "://me:secret@");
            assertThat(doctor.examine(typed)).isEqualTo(EngineDoctor.WELL);
            assertThat(said.toString(StandardCharsets.UTF_8)).endsWith("--engine forge=" + typed + "\n");
        }
    }

    @Test
    void itSaysWhatToMend() {
        try (StandIn standIn = new ForgeStandIn()) {
            standIn.open();
            standIn.has(Vice.UNAUTHORIZED);
            assertThat(doctor.examine(standIn.url())).isEqualTo(EngineDoctor.UNWELL);
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("wants a password");
            said.reset();
            standIn.has(Vice.OUT_OF_MEMORY);
            assertThat(doctor.examine(standIn.url())).isEqualTo(EngineDoctor.UNWELL);
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("The picture failed.", "out of memory");
        }
        said.reset();
        assertThat(doctor.examine("http://127.0.0.1:1")).isEqualTo(EngineDoctor.UNWELL);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("No engine can be reached")
                .hasLineCount(1);
        assertThat(doctor.examine("my engine")).isEqualTo(EngineDoctor.MISUSED);
    }
}
