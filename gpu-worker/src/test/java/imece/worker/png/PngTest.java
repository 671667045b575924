package imece.worker.png;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {

    @Test
    void otherToolsReadBackEveryPixel() throws IOException {
        int[] pixels = new Random(5).ints(72 * 40, 0, 1 << 24).toArray();
        Png png = PngPixels.encode(pixels, 72, 40);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png.bytes()));
        assertThat(read.getRGB(0, 0, 72, 40, null, 0, 72)).isEqualTo(opaque(pixels));
        assertThat(png.width()).isEqualTo(72);
        assertThat(png.height()).isEqualTo(40);
    }

    @Test
    void textIsReadBackWhateverItsLetters() throws IOException {
        Png png = PngPixels.encode(new int[64], 8, 8);
        Png told = PngText.with(png, Map.of("parameters", "größer\nSteps: 20", "imece", "{\"prompt\":\"猫 🐈 çiçek\"}"));
        assertThat(PngTexts.of(told))
                .containsEntry("parameters", "größer\nSteps: 20")
                .containsEntry("imece", "{\"prompt\":\"猫 🐈 çiçek\"}");
        assertThat(ImageIO.read(new ByteArrayInputStream(told.bytes()))).isNotNull();
    }

    @Test
    void textUnderTheSameKeywordIsReplacedAndOtherTextStays() throws IOException {
        Png png = PngPixels.encode(new int[64], 8, 8);
        Png once = PngText.with(png, Map.of("parameters", "the engine's", "workflow", "kept"));
        assertThat(PngTexts.of(PngText.with(once, Map.of("parameters", "ours"))))
                .isEqualTo(Map.of("parameters", "ours", "workflow", "kept"));
    }

    @Test
    void everyChunkEndsWithTheCrcOfItsTypeAndData() {
        byte[] file = PngText.with(PngPixels.encode(new int[64], 8, 8), Map.of("imece", "a", "more", "猫"))
                .bytes();
        ByteBuffer chunks = ByteBuffer.wrap(file).position(8);
        List<String> types = new ArrayList<>();
        while (chunks.hasRemaining()) {
            int length = chunks.getInt();
            byte[] typeAndData = new byte[4 + length];
            chunks.get(typeAndData);
            types.add(new String(typeAndData, 0, 4, StandardCharsets.US_ASCII));
            CRC32 crc = new CRC32();
            crc.update(typeAndData);
            assertThat(chunks.getInt()).as(types.getLast()).isEqualTo((int) crc.getValue());
        }
        assertThat(types).contains("IHDR", "tEXt", "iTXt", "IDAT").endsWith("IEND");
    }

    @Test
    void aPictureIsWholeUpToItsLastChunkWhateverStandsBehindIt() {
        byte[] file = PngPixels.encode(new int[64], 8, 8).bytes();
        assertThat(whole(file)).isTrue();
        assertThat(whole(Arrays.copyOf(file, file.length + 100))).isTrue();
    }

    @Test
    void aPictureThatIsCutShortOrDamagedAnywhereIsNotWhole() {
        byte[] file = PngPixels.encode(new int[64], 8, 8).bytes();
        for (int length = Png.HEADER_BYTES; length < file.length; length++) {
            assertThat(whole(Arrays.copyOf(file, length)))
                    .as("%d bytes", length)
                    .isFalse();
        }
        // The header's type and the signature decide whether it is a PNG at all.
        for (int at = 16; at < file.length; at++) {
            byte[] damaged = file.clone();
            damaged[at] ^= 4;
            assertThat(whole(damaged)).as("byte %d", at).isFalse();
        }
    }

    @Test
    void whatIsNoPngIsNotTakenForOne() {
        assertThat(Png.of(new byte[0])).isEmpty();
        assertThat(Png.of(new byte[100])).isEmpty();
    }

    @Test
    void whatStandsBehindAPicturesEndIsGoneOnceItHasItsTexts() {
        Png png = PngPixels.encode(new int[64], 8, 8);
        byte[] longer = Arrays.copyOf(png.bytes(), png.bytes().length + 5_000);
        Arrays.fill(longer, png.bytes().length, longer.length, (byte) 7);
        Map<String, String> texts = Map.of("parameters", "ours");

        assertThat(PngText.with(Png.of(longer).orElseThrow(), texts).bytes())
                .isEqualTo(PngText.with(png, texts).bytes());
    }

    @Test
    void parametersNameLorasStrengthSamplerAndSchedulerAsOtherToolsDo() {
        RenderSpec spec = new RenderSpec(
                "a lake",
                "",
                null,
                512,
                768,
                20,
                7.0,
                "dpmpp_2m",
                "karras",
                5,
                List.of(new Lora("add_detail", 0.6), new Lora("style/paper.safetensors", -1)),
                UUID.randomUUID(),
                0.35);
        assertThat(Infotext.of(spec, "dream")).isEqualTo("""
                        a lake <lora:add_detail:0.6> <lora:style/paper:-1>
                        Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 5, \
                        Size: 512x768, Model: dream, Denoising strength: 0.35, Version: Imece""");
    }

    @Test
    void everySamplerAndSchedulerHasANameThatForgeOffersToo() {
        assertThat(Sampler.words().stream().map(word -> parameter("Sampler", word, "normal")))
                .containsExactly(
                        "Euler",
                        "Euler a",
                        "Heun",
                        "DPM2",
                        "DPM++ 2M",
                        "DPM++ 2M SDE",
                        "DPM++ SDE",
                        "DDIM",
                        "UniPC",
                        "LCM");
        assertThat(Scheduler.words().stream().map(word -> parameter("Schedule type", "euler", word)))
                .containsExactly("Normal", "Karras", "Exponential", "Simple", "SGM Uniform", "DDIM");
    }

    private static String parameter(String name, String sampler, String scheduler) {
        String text = Infotext.of(new RenderSpec("x", "", null, 64, 64, 1, 1, sampler, scheduler, 0), null);
        return text.replaceAll("(?s).*" + name + ": ([^,]*),.*", "$1");
    }

    @Test
    void parametersReadAsOtherToolsExpectThem() {
        RenderSpec spec =
                new RenderSpec("a lake, oil", "blurry", null, 512, 768, 20, 7.0, "Euler a", "Karras", 4294967295L);
        assertThat(Infotext.of(spec, "dream, v2")).isEqualTo("""
                        a lake, oil
                        Negative prompt: blurry
                        Steps: 20, Sampler: Euler a, Schedule type: Karras, CFG scale: 7, Seed: 4294967295, \
                        Size: 512x768, Model: "dream, v2", Version: Imece""");
    }

    private static boolean whole(byte[] file) {
        return Png.of(file).orElseThrow().whole();
    }

    private static int[] opaque(int[] pixels) {
        int[] opaque = pixels.clone();
        for (int i = 0; i < opaque.length; i++) {
            opaque[i] |= 0xff000000;
        }
        return opaque;
    }
}
