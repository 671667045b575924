package imece.worker.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;

import imece.picture.samples.SampleFiles;
import imece.picture.samples.SamplePng;
import imece.picture.samples.SamplePng.Colours;
import imece.worker.engine.InitPicture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SafePixelsTest {

    private static final BufferedImage PIXELS = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);

    @Test
    void pngAndJpegAreReadWhateverStandsBehindTheirEnd() {
        for (String format : new String[] {"png", "jpeg"}) {
            byte[] file = SampleFiles.encoded(PIXELS, format);
            assertThat(SafePixels.of(Arrays.copyOf(file, file.length + 50)))
                    .as(format)
                    .hasValueSatisfying(read -> assertThat(read.getWidth()).isEqualTo(64));
        }
    }

    @Test
    void whatWouldBeDecodedForMinutesIsNotDecodedAtAll() {
        byte[] scans = SampleFiles.withScans(SampleFiles.progressive(PIXELS), 2_000);

        assertThat(SafePixels.of(scans)).isEmpty();
    }

    @Test
    void whatIsBrokenTooLargeOrNoPictureHasNoPixels() {
        byte[] png = SampleFiles.encoded(PIXELS, "png");
        assertThat(SafePixels.of(Arrays.copyOf(png, png.length - 9))).isEmpty();
        assertThat(SafePixels.of(SamplePng.sized(png, 60_000, 60_000))).isEmpty();
        assertThat(SafePixels.of(SamplePng.of(64, 48, 8, 2, false, new byte[] {1, 2, 3})))
                .isEmpty();
        assertThat(SafePixels.of(new byte[0])).isEmpty();
    }

    @Test
    void whatIsTransparentInAPictureToBeginFromIsWhite() {
        byte[] clear = SamplePng.oneColour(8, 8, Colours.RGBA, 8, false, (byte) 0, (byte) 0, (byte) 0, (byte) 0);

        BufferedImage covering = new InitPicture(SafePixels.of(clear).orElseThrow()).covering(64, 64);

        assertThat(new Color(covering.getRGB(32, 32))).isEqualTo(Color.WHITE);
    }
}
