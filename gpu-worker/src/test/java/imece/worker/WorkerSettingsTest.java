package imece.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WorkerSettingsTest {
    private static final Path FARM = Path.of("/farm");

    @Test
    void nothingNeedsToBeSet() {
        WorkerSettings settings = bind(Map.of());
        assertThat(settings.nameOr("box")).isEqualTo("box");
        assertThat(settings.worker().gpus()).containsExactly("auto");
        assertThat(settings.worker().lockWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.worker().stopGrace()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.worker().demo().stepMillis()).isEqualTo(80);
        assertThat(settings.worker().demo().faults()).isFalse();
    }

    @Test
    void withoutANameItIsCalledAsTheNodeWhoseUserTheBrokerKnows() {
        String uri = "amqp://w-attic:secret@farm";
        assertThat(bind(Map.of("imece.broker.uri", uri)).nameOr("box")).isEqualTo("attic");
        assertThat(bind(Map.of("imece.broker.uri", uri, "imece.name", "attic.2"))
                        .nameOr("box"))
                .isEqualTo("attic.2");
        assertThat(bind(Map.of("imece.broker.uri", "amqp://somebody:secret@farm"))
                        .nameOr("box"))
                .isEqualTo("box");
        assertThatThrownBy(() -> bind(Map.of("imece.broker.uri", uri, "imece.name", "cellar")))
                .rootCause()
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("imece.name")
                .hasMessageContaining("attic or attic.ANYTHING")
                .hasMessageNotContaining("secret");
    }

    @Test
    void gpusAreAListOfIds() {
        assertThat(bind(Map.of("imece.worker.gpus", "demo-0, demo-1")).worker().gpus())
                .containsExactly("demo-0", "demo-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imece.broker.uri | http://host | like amqp://",
                "imece.name | '   ' | 1 to 64 characters",
                "imece.worker.gpus | a,a | different GPU ids",
                "imece.worker.lock-wait | -1s | not negative",
                "imece.worker.stall-after | 0s | longer than nothing",
                "imece.worker.engine | magic | 'demo'",
                "imece.worker.lanes | sdxl | 'default'",
                "imece.worker.demo.step-millis | -5 | 0 to 60000",
                "imece.worker.concurrency | 0 | 1 to 64",
                "imece.worker.concurrency | 65 | 1 to 64",
                "imece.worker.demo.load-millis | -5 | 0 to 600000",
                "imece.worker.demo.load-millis | 600001 | 0 to 600000",
            })
    void aBadSettingIsToldWithItsNameItsValueAndWhatWasExpected(String name, String value, String expected) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .rootCause()
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining(name)
                .hasMessageContaining(expected);
    }

    @Test
    void aSlotHasAnEngineOfItsOwnAndItsAddressStandsForTheGpuUnlessOneIsNamed() {
        WorkerSettings settings = bind(Map.of(
                "imece.worker.slots[0].engine", "forge",
                "imece.worker.slots[0].url", "http://me:secret@127.0.0.1:7860/",
                "imece.worker.slots[1].engine", "comfyui",
                "imece.worker.slots[1].url", "http://127.0.0.1:8188",
                "imece.worker.slots[1].gpu", "GPU-1"));
        assertThat(settings.worker().slots())
                .extracting(SlotSettings::gpuId)
                .containsExactly("forge-127.0.0.1-7860", "GPU-1");
        assertThat(settings.worker().slots().getFirst().open().profile().kind()).isEqualTo("forge");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "magic | http://127.0.0.1:1 | '' | '' | slots[0].engine | one of comfyui, forge, sdcpp, openai",
                "forge | nowhere | '' | '' | slots[0].url | such as http://127.0.0.1:7860",
                "forge | http://127.0.0.1:1 | ' ' | '' | slots[0].gpu | a GPU's id",
                "forge | http://127.0.0.1:1 | GPU-1 | x.json | slots[0].workflow | only comfyui",
                "comfyui | http://127.0.0.1:1 | GPU-1 | /nowhere/x.json | slots[0].workflow | can't be read",
            })
    void aBadSlotStopsTheStartWithASentence(
            String engine, String url, String gpu, String workflow, String name, String expected) {
        Map<String, String> slot =
                new HashMap<>(Map.of("imece.worker.slots[0].engine", engine, "imece.worker.slots[0].url", url));
        if (!gpu.isEmpty()) {
            slot.put("imece.worker.slots[0].gpu", gpu);
        }
        if (!workflow.isEmpty()) {
            slot.put("imece.worker.slots[0].workflow", workflow);
        }
        assertThatThrownBy(() -> bind(slot))
                .rootCause()
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining(name)
                .hasMessageContaining(expected);
    }

    @Test
    void onlyAnEngineThatBatchesMayDrawSeveralJobsAtOnceAndAWorkerHasNotTooManyInHand() {
        assertThat(bind(several("openai", "16")).worker().slots().getFirst().seats())
                .isEqualTo(16);
        assertThat(bind(several("forge", "1")).worker().slots().getFirst().seats())
                .isEqualTo(1);
        assertBad(several("comfyui", "2"), "slots[0].concurrency is '2'", "only openai");
        assertBad(several("openai", "0"), "slots[0].concurrency is '0'", "1 to 64");
        assertBad(several("openai", "65"), "slots[0].concurrency is '65'", "1 to 64");
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 16; i++) {
            many.put("imece.worker.slots[" + i + "].engine", "openai");
            many.put("imece.worker.slots[" + i + "].url", "http://127.0.0.1:" + (8000 + i));
            many.put("imece.worker.slots[" + i + "].concurrency", "64");
        }
        assertBad(many, "imece.worker.slots is '1040 jobs in hand'", "at most 1024");
    }

    private static Map<String, String> several(String engine, String concurrency) {
        return Map.of(
                "imece.worker.slots[0].engine", engine,
                "imece.worker.slots[0].url", "http://127.0.0.1:8000",
                "imece.worker.slots[0].concurrency", concurrency);
    }

    private static void assertBad(Map<String, String> settings, String told, String expected) {
        assertThatThrownBy(() -> bind(settings))
                .rootCause()
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining(told)
                .hasMessageContaining(expected);
    }

    @Test
    void locksLieInTheUsersCacheUnlessSaidOtherwise() {
        assertThat(SharedFolders.locks(null, null, "GPU-1", Map.of(), "/home/me"))
                .isEqualTo(Path.of("/home/me/.cache/imece/locks"));
        assertThat(SharedFolders.locks(null, FARM, "GPU-1", Map.of("XDG_CACHE_HOME", "/c"), "/home/me"))
                .isEqualTo(Path.of("/c/imece/locks"));
        assertThat(SharedFolders.locks(Path.of("/l"), FARM, "demo-0", Map.of(), "/home/me"))
                .isEqualTo(Path.of("/l"));
    }

    private static WorkerSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("imece", Bindable.of(WorkerSettings.class));
    }

    @Test
    void farmsOfOneMachineShareItsRealGpusAndNotTheirMadeUpOnes() {
        Path one = SharedFolders.locks(null, FARM, "demo-0", Map.of(), "/home/me");
        Path other = SharedFolders.locks(null, Path.of("/other"), "demo-0", Map.of(), "/home/me");
        assertThat(one).isEqualTo(Path.of("/farm/locks")).isNotEqualTo(other);
        assertThat(SharedFolders.locks(null, FARM, "demo-1", Map.of(), "/home/me"))
                .as("within a farm all lie together")
                .isEqualTo(one);
        assertThat(SharedFolders.locks(null, null, "demo-0", Map.of(), "/home/me"))
                .as("without a data folder there is only the machine")
                .isEqualTo(SharedFolders.locks(null, FARM, "GPU-1", Map.of(), "/home/me"));
    }
}
