package imece.picture;

import static org.assertj.core.api.Assertions.assertThat;

import imece.picture.samples.SampleFiles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrientationTest {

    private static final int WIDE = 3;
    private static final int HIGH = 2;

    /** Exif's own words: on which side the first row and the first column are seen. */
    @ParameterizedTest
    @CsvSource({
        "1, top left, top right",
        "2, top right, top left",
        "3, bottom right, bottom left",
        "4, bottom left, bottom right",
        "5, top left, bottom left",
        "6, top right, bottom right",
        "7, bottom right, top right",
        "8, bottom left, top left"
    })
    void theFirstRowIsSeenWhereExifSays(int value, String itsBegin, String itsEnd) {
        Orientation orientation = Orientation.ofExif(SampleFiles.exif(value));

        assertThat(orientation.value()).isEqualTo(value);
        assertThat(corner(orientation, 0)).isEqualTo(itsBegin);
        assertThat(corner(orientation, WIDE - 1)).isEqualTo(itsEnd);
    }

    @ParameterizedTest
    @EnumSource
    void everyPixelIsSeenOnce(Orientation orientation) {
        assertThat(IntStream.range(0, WIDE * HIGH)
                        .map(at -> orientation.indexOf(at % WIDE, at / WIDE, WIDE, HIGH))
                        .sorted())
                .containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void exifThatSaysNothingUsefulMeansUpright() {
        byte[] exif = SampleFiles.exif(6);
        for (int length = 0; length < 34; length++) {
            assertThat(Orientation.ofExif(Arrays.copyOf(exif, length)))
                    .as("%d bytes", length)
                    .isEqualTo(Orientation.UPRIGHT);
        }
        assertThat(Orientation.ofExif(SampleFiles.exif(0))).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.ofExif(SampleFiles.exif(9))).isEqualTo(Orientation.UPRIGHT);
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = exif.clone();
            noise[random.nextInt(noise.length)] = (byte) random.nextInt();
            noise[random.nextInt(noise.length)] = (byte) random.nextInt();
            assertThat(Orientation.ofExif(noise)).isNotNull();
        }
    }

    @Test
    void exifMayHaveItsNameBeforeItAndEitherOrderOfBytes() {
        byte[] big = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0};
        byte[] named =
                ("Exif\0\0" + new String(big, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Orientation.ofExif(big)).isEqualTo(Orientation.THREE_QUARTER_TURN);
        assertThat(Orientation.ofExif(named)).isEqualTo(Orientation.THREE_QUARTER_TURN);
    }

    private static String corner(Orientation orientation, int x) {
        int across = orientation.swapsSides() ? HIGH : WIDE;
        int at = orientation.indexOf(x, 0, WIDE, HIGH);
        return (at / across == 0 ? "top" : "bottom") + (at % across == 0 ? " left" : " right");
    }
}
