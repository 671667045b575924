package imece.worker.png;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.RenderSpec;
import imece.worker.png.Receipt.Infotext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

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
        assertThat(texts(told))
                .containsEntry("parameters", "größer\nSteps: 20")
                .containsEntry("imece", "{\"prompt\":\"猫 🐈 çiçek\"}");
        assertThat(ImageIO.read(new ByteArrayInputStream(told.bytes()))).isNotNull();
    }

    @Test
    void textUnderTheSameKeywordIsReplacedAndOtherTextStays() throws IOException {
        Png png = PngPixels.encode(new int[64], 8, 8);
        Png once = PngText.with(png, Map.of("parameters", "the engine's", "workflow", "kept"));
        assertThat(texts(PngText.with(once, Map.of("parameters", "ours"))))
                .isEqualTo(Map.of("parameters", "ours", "workflow", "kept"));
    }

    @Test
    void whatIsNoPngIsNotTakenForOne() {
        assertThat(Png.of(new byte[0])).isEmpty();
        assertThat(Png.of(new byte[100])).isEmpty();
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

    private static int[] opaque(int[] pixels) {
        int[] opaque = pixels.clone();
        for (int i = 0; i < opaque.length; i++) {
            opaque[i] |= 0xff000000;
        }
        return opaque;
    }

    private static Map<String, String> texts(Png png) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png.bytes()))) {
            reader.setInput(in);
            Node root = reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            Map<String, String> texts = new HashMap<>();
            collect((Element) root, "tEXtEntry", "value", texts);
            collect((Element) root, "iTXtEntry", "text", texts);
            return texts;
        } finally {
            reader.dispose();
        }
    }

    private static void collect(Element root, String entry, String value, Map<String, String> into) {
        NodeList found = root.getElementsByTagName(entry);
        for (int i = 0; i < found.getLength(); i++) {
            Element element = (Element) found.item(i);
            into.put(element.getAttribute("keyword"), element.getAttribute(value));
        }
    }
}
