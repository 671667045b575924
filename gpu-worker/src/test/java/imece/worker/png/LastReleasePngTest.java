package imece.worker.png;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import imece.contract.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What stands in a picture of the last release stands in the same words in one of this release: people and tools read it. */
class LastReleasePngTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("imece.home"), "common", "golden", "last-release", "png");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final UUID JOB = UUID.fromString("0198f2a4-5d10-7c3e-9a41-2f60c1d7e801");
    private static final UUID RUN = UUID.fromString("7b0f7f4e-1f5c-4f0e-8a37-5b9f0c2f4c11");
    private static final UUID INIT = UUID.fromString("5c9e1f60-2c5e-4a0f-8a53-0f4b8f9d1e21");
    private static final RunKey KEY = new RunKey(JOB, 3, 2, RUN);
    private static final SlotAddress PLACE = new SlotAddress("worker-1", INIT, "GPU-7f", "NVIDIA RTX 4090", "comfyui");

    private static final Map<String, Receipt> RECEIPTS = new LinkedHashMap<>(Map.of(
            "full",
            Receipt.of(
                    KEY,
                    2,
                    PLACE,
                    "dream, v2",
                    new RenderSpec(
                            "a lake,\noil ğüşiöç 灯台",
                            "blurry",
                            "dream, v2",
                            512,
                            768,
                            20,
                            7.5,
                            "dpmpp_2m",
                            "karras",
                            4294967295L,
                            List.of(new Lora("paper-cut", 0.8)),
                            INIT,
                            0.6)),
            "least",
            Receipt.of(KEY, null, PLACE, null, new RenderSpec("x", "", null, 64, 64, 1, 1, "euler", "normal", 0))));

    @ParameterizedTest
    @ValueSource(strings = {"full", "least"})
    void theReceiptIsWrittenAndReadInTheSameWords(String name) throws IOException {
        Receipt receipt = receipt(name);
        byte[] then = Files.readAllBytes(FOLDER.resolve(name + "." + Receipt.KEYWORD + ".json"));

        assertThat(JSON.readTree(Wire.write(receipt))).isEqualTo(JSON.readTree(then));
        assertThat(Wire.read(then, Receipt.class)).contains(receipt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "least"})
    void theParametersHaveAllThatTheyHadAndNameSamplersAndSchedulersAsOtherToolsDo(String name) throws IOException {
        String then = Files.readString(FOLDER.resolve(name + "." + Infotext.KEYWORD + ".txt"));
        String now = infotext(receipt(name)) + "\n";

        assertThat(now.replace(" <lora:paper-cut:0.8>", "").replace(", Denoising strength: 0.6", ""))
                .isEqualTo(then.replace("Sampler: dpmpp_2m", "Sampler: DPM++ 2M")
                        .replace("Schedule type: karras", "Schedule type: Karras")
                        .replace("Sampler: euler", "Sampler: Euler")
                        .replace("Schedule type: normal", "Schedule type: Normal"));
    }

    /** Writes them, as {@link RecordPictureTexts} asks for. */
    static void record() throws IOException {
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, Receipt> each : RECEIPTS.entrySet()) {
            Files.writeString(
                    FOLDER.resolve(each.getKey() + "." + Receipt.KEYWORD + ".json"),
                    JSON.writeValueAsString(
                                    JSON.readTree(new String(Wire.write(each.getValue()), StandardCharsets.UTF_8)))
                            + "\n");
            Files.writeString(
                    FOLDER.resolve(each.getKey() + "." + Infotext.KEYWORD + ".txt"), infotext(each.getValue()) + "\n");
        }
    }

    private static Receipt receipt(String name) {
        return Objects.requireNonNull(RECEIPTS.get(name));
    }

    private static String infotext(Receipt receipt) {
        return Infotext.of(receipt.spec(), receipt.checkpoint());
    }
}
