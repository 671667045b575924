package imece.worker.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatColourTest {

    private static final int WIDTH = 67;
    private static final int HEIGHT = 41;

    @ParameterizedTest
    @ValueSource(ints = {0x000000, 0xffffff, 0x336699})
    void onePixelThatDiffersIsEnoughWhereverItIs(int colour) {
        int[] pixels = new int[WIDTH * HEIGHT];
        Arrays.fill(pixels, colour);
        assertThat(FlatColour.of(PngPixels.encode(pixels, WIDTH, HEIGHT))).isTrue();
        for (int at : new int[] {0, 1, WIDTH - 1, WIDTH, WIDTH * HEIGHT / 2, WIDTH * HEIGHT - 1}) {
            int[] other = pixels.clone();
            other[at] ^= 1;
            assertThat(FlatColour.of(PngPixels.encode(other, WIDTH, HEIGHT)))
                    .as("pixel %s", at)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY
            })
    void filesOfOtherWritersAreReadWhateverTheirSamplesAre(int type) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        fill(image, 0, HEIGHT, Color.DARK_GRAY);
        assertThat(FlatColour.of(written(image))).isTrue();
        fill(image, HEIGHT - 1, 1, Color.WHITE);
        assertThat(FlatColour.of(written(image))).as("but for its last row").isFalse();
    }

    @Test
    void noiseIsNotFlat() {
        int[] pixels = new Random(7).ints(WIDTH * HEIGHT, 0, 1 << 24).toArray();
        assertThat(FlatColour.of(PngPixels.encode(pixels, WIDTH, HEIGHT))).isFalse();
    }

    @Test
    void aFileThatEndsEarlyOrIsDamagedIsNotCalledFlat() {
        byte[] whole = PngPixels.encode(new int[WIDTH * HEIGHT], WIDTH, HEIGHT).bytes();
        for (int length = Png.HEADER_BYTES; length < whole.length - 16; length += 7) {
            Png cut = Png.of(Arrays.copyOf(whole, length)).orElseThrow();
            assertThat(FlatColour.of(cut)).as("%s bytes", length).isFalse();
        }
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, Png.HEADER_BYTES + 8, Png.HEADER_BYTES + 14, (byte) 0xff);
        assertThat(FlatColour.of(Png.of(damaged).orElseThrow())).isFalse();
    }

    private static void fill(BufferedImage image, int from, int rows, Color colour) {
        Graphics2D pen = image.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, from, WIDTH, rows);
        pen.dispose();
    }

    private static Png written(BufferedImage image) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return Png.of(file.toByteArray()).orElseThrow();
    }
}
