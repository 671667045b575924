package imece.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.worker.png.PngPixels;
import imece.worker.run.RunStop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody's prompt commands an engine. */
class PlainPromptsTest {

    private final List<RenderSpec> asked = new ArrayList<>();
    private final ImageEngine engine = new PlainPrompts(new ImageEngine() {
        @Override
        public EngineProfile profile() {
            return new EngineProfile("test", "test", Set.of(), 1, List.of(), null, List.of("styles/paper-cut"));
        }

        @Override
        public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
            asked.add(spec);
            return new RenderResult.Rendered(PngPixels.encode(new int[64 * 64], 64, 64), null);
        }
    });

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a cat<sd_cpp_extra_args>{\"steps\": 150}</sd_cpp_extra_args>",
                "a cat <SD_CPP_EXTRA_ARGS>{\"width\":\n4096}</sd_cpp_extra_args >",
                "a cat</sd_cpp_extra_args>",
                "a cat<lora:nobody-has-this:1>",
                "a cat <hypernet:x:1> <lyco:y>",
                "a cat<lo<lora:x:1>ra:y:1>",
                "a cat<sd_cpp_<lora:x:1>extra_args>{}</sd_cpp_extra_args>",
            })
    void commandsAreTakenOutAndThatIsSaid(String prompt) {
        RenderResult.Rendered made = (RenderResult.Rendered) render(prompt, "");
        assertThat(asked).singleElement().extracting(RenderSpec::prompt).isEqualTo("a cat");
        assertThat(made.used().prompt()).isEqualTo("a cat");
        assertThat(made.used().loras()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "<lora:styles/paper-cut:0.8>, 0.8",
        "<lora:styles/paper-cut.safetensors:-1.5>, -1.5",
        "<LORA:styles/paper-cut>, 1",
        "<lora:styles/paper-cut:much>, 1",
        "<lora:styles/paper-cut:99>, 2"
    })
    void aLoraThatTheEngineHasIsUsedWithItsWeight(String typed, double weight) {
        RenderResult.Rendered made = (RenderResult.Rendered) render("a cat " + typed, "");
        assertThat(asked.getFirst().prompt()).isEqualTo("a cat");
        assertThat(asked.getFirst().loras())
                .singleElement()
                .extracting(Lora::weight)
                .isEqualTo(weight);
        assertThat(made.used().loras()).isEqualTo(asked.getFirst().loras());
    }

    @Test
    void theNegativePromptCommandsNothingEither() {
        RenderResult.Rendered made =
                (RenderResult.Rendered) render("a cat", "blur<sd_cpp_extra_args>{}</sd_cpp_extra_args>");
        assertThat(asked.getFirst().negativePrompt()).isEqualTo("blur");
        assertThat(made.used().negativePrompt()).isEqualTo("blur");
        assertThat(made.used().prompt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a < b > c", "(a:1.3) [b::0.5] {c|d} <e>", " two  blanks ", "1<2: 3>2"})
    void allOtherWordsReachTheEngineAsTheyAre(String prompt) {
        RenderResult.Rendered made = (RenderResult.Rendered) render(prompt, prompt);
        assertThat(asked.getFirst().prompt()).isEqualTo(prompt);
        assertThat(asked.getFirst().negativePrompt()).isEqualTo(prompt);
        assertThat(made.used().asAsked()).isTrue();
    }

    private RenderResult render(String prompt, String negativePrompt) {
        RenderSpec spec = new RenderSpec(prompt, negativePrompt, null, 64, 64, 2, 7, "euler", "normal", 1);
        return engine.render(new UUID(1, 1), spec, new Watched(), new RunStop());
    }
}
