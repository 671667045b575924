package imece.gateway.picture;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.picture.PictureSniffer.PictureKind;
import imece.gateway.picture.PictureSniffer.SniffedPicture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSnifferTest {

    @TempDir
    Path folder;

    @Test
    void readsTheSizeOfEachFormatFromItsFrame() throws IOException {
        assertThat(sniff(SamplePictures.encoded("png", 640, 48)))
                .contains(new SniffedPicture(PictureKind.PNG, 640, 48));
        assertThat(sniff(SamplePictures.encoded("jpeg", 96, 200)))
                .contains(new SniffedPicture(PictureKind.JPEG, 96, 200));
        assertThat(sniff(SamplePictures.webp(768, 1_024))).contains(new SniffedPicture(PictureKind.WEBP, 768, 1_024));
    }

    @Test
    void aPictureThatWasCutOffIsNone() throws IOException {
        for (String format : new String[] {"png", "jpeg"}) {
            byte[] whole = SamplePictures.encoded(format, 64, 64);
            for (int length = 0; length < whole.length; length += 7) {
                assertThat(sniff(Arrays.copyOf(whole, length)))
                        .as(format + " cut at " + length)
                        .isEmpty();
            }
            assertThat(sniff(Arrays.copyOf(whole, whole.length - 1))).isEmpty();
        }
    }

    @Test
    void aPngWithAFlippedBitOrATailIsNone() throws IOException {
        byte[] whole = SamplePictures.encoded("png", 64, 64);
        assertThat(sniff(Arrays.copyOf(whole, whole.length + 1))).isEmpty();
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            assertThat(sniff(flipped)).as("bit flipped at " + at).isEmpty();
        }
    }

    @Test
    void aBombIsMeasuredWithoutBeingUnpacked() throws IOException {
        byte[] bomb = SamplePictures.bomb(60_000, 60_000);

        assertThat(bomb.length).isLessThan(10_000);
        assertThat(sniff(bomb))
                .hasValueSatisfying(picture -> assertThat(picture.sane()).isFalse());
        assertThat(sniff(SamplePictures.bomb(-1, 5)))
                .hasValueSatisfying(p -> assertThat(p.sane()).isFalse());
        assertThat(new SniffedPicture(PictureKind.PNG, 4_096, 4_096).sane()).isTrue();
        assertThat(new SniffedPicture(PictureKind.PNG, 4_097, 1).sane()).isFalse();
        assertThat(new SniffedPicture(PictureKind.PNG, 0, 1).sane()).isFalse();
    }

    @Test
    void garbageIsNoPictureAndNoFailure() throws IOException {
        assertThat(sniff("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(sniff("GIF89a\0\1\0\1\0\0\0".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        Random random = new Random(7);
        byte[][] beginnings = {
            {}, {(byte) 0xFF, (byte) 0xD8}, SamplePictures.webp(9, 9), SamplePictures.encoded("png", 8, 8)
        };
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            byte[] begin = beginnings[i % beginnings.length];
            System.arraycopy(begin, 0, noise, 0, Math.min(noise.length, random.nextInt(begin.length + 1)));
            // Nothing else than an answer may come of it.
            assertThat(sniff(noise)).satisfies(answer -> assertThat(answer).isNotNull());
        }
    }

    private Optional<SniffedPicture> sniff(byte[] bytes) throws IOException {
        return PictureSniffer.sniff(Files.write(folder.resolve("file"), bytes));
    }
}
