package imece.picture;

import static org.assertj.core.api.Assertions.assertThat;

import imece.picture.PictureReading.BrokenPicture;
import imece.picture.PictureReading.ForeignPicture;
import imece.picture.PictureReading.NoPicture;
import imece.picture.PictureReading.UnreadPicture;
import imece.picture.PictureReading.WholePicture;
import imece.picture.samples.SampleFiles;
import imece.picture.samples.SamplePng;
import imece.picture.samples.SamplePng.Colours;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {

    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));
    private static final BufferedImage PIXELS = pixels();
    private static final byte[] PNG = SampleFiles.encoded(PIXELS, "png");
    private static final byte[] JPEG = SampleFiles.encoded(PIXELS, "jpeg");

    /** A WebP that ffmpeg wrote, under a name that lies. */
    private static final byte[] WEBP = file("really-webp.jpg");

    @Test
    void aWholePictureTellsItsKindItsSidesAndItsEnd() {
        assertThat(read(PNG)).isEqualTo(whole(PictureKind.PNG, 64, 48, PNG.length));
        assertThat(read(JPEG)).isEqualTo(whole(PictureKind.JPEG, 64, 48, JPEG.length));
        byte[] progressive = SampleFiles.progressive(PIXELS);
        assertThat(read(progressive)).isEqualTo(whole(PictureKind.JPEG, 64, 48, progressive.length));
        assertThat(read(WEBP)).isEqualTo(whole(PictureKind.WEBP, 192, 256, WEBP.length));
    }

    @Test
    void whatStandsBehindTheEndIsNoPartOfThePicture() {
        for (byte[] picture : List.of(PNG, JPEG, WEBP)) {
            byte[] longer = Arrays.copyOf(picture, picture.length + 70_000);
            Arrays.fill(longer, picture.length, longer.length, (byte) 0xD9);
            assertThat(read(longer)).isEqualTo(read(picture));
        }
        WholePicture photo = (WholePicture) read(file("motion-photo.jpg"));
        assertThat(photo.end()).isLessThan(file("motion-photo.jpg").length);
    }

    @Test
    void aPictureThatWasCutAnywhereIsBroken() {
        for (byte[] picture : List.of(PNG, JPEG, WEBP)) {
            for (int length = 12; length < picture.length; length++) {
                assertThat(read(Arrays.copyOf(picture, length)))
                        .as("%d of %d bytes", length, picture.length)
                        .isInstanceOf(BrokenPicture.class);
            }
        }
        assertThat(read(file("truncated.jpg"))).isEqualTo(new BrokenPicture(PictureKind.JPEG));
    }

    @Test
    void aPngWithAFlippedBitAnywhereIsNotWhole() {
        for (int at = 0; at < PNG.length; at++) {
            byte[] flipped = PNG.clone();
            flipped[at] ^= 0x10;
            assertThat(read(flipped)).as("byte %d", at).isNotInstanceOf(WholePicture.class);
        }
    }

    @Test
    void aPngNeedsPixelsAndAHeaderThatTheSpecificationKnows() {
        byte[] none = new byte[0];
        byte[] header = Arrays.copyOf(PNG, 33);
        byte[] withoutPixels = Arrays.copyOf(header, 45);
        System.arraycopy(SamplePng.chunk("IEND", none), 0, withoutPixels, 33, 12);
        assertThat(read(withoutPixels)).isEqualTo(new BrokenPicture(PictureKind.PNG));
        assertThat(read(SamplePng.of(8, 8, 16, 3, false, none))).isInstanceOf(UnreadPicture.class);
        assertThat(read(SamplePng.of(8, 8, 8, 5, false, none))).isInstanceOf(UnreadPicture.class);
        assertThat(read(SamplePng.of(8, 8, 3, 0, false, none))).isInstanceOf(UnreadPicture.class);
        assertThat(read(SamplePng.of(8, 8, 16, 6, true, none))).isInstanceOf(WholePicture.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void howItIsTurnedIsReadInEachFormat(int value) {
        for (PictureKind kind : PictureKind.values()) {
            byte[] upright = switch (kind) {
                case PNG -> PNG;
                case JPEG -> JPEG;
                case WEBP -> WEBP;
            };
            WholePicture picture = (WholePicture) read(SampleFiles.turned(upright, kind, value));
            assertThat(picture.orientation().value()).as("%s", kind).isEqualTo(value);
        }
    }

    @Test
    void aJpegOfThousandsOfScansIsRefusedByThem() {
        byte[] usual = SampleFiles.progressive(PIXELS);

        assertThat(read(SampleFiles.withScans(usual, 25))).isInstanceOf(WholePicture.class);
        assertThat(read(SampleFiles.withScans(usual, 2_000)))
                .isEqualTo(new UnreadPicture(PictureKind.JPEG, "has more than 40 scans"));
    }

    @ParameterizedTest
    @CsvSource({
        "C3, is lossless or hierarchical",
        "C5, is lossless or hierarchical",
        "C9, is arithmetic-coded",
        "CA, is arithmetic-coded"
    })
    void aJpegOfAnotherProcessIsNamed(String marker, String why) {
        assertThat(read(withFrame(Integer.parseInt(marker, 16), 8)))
                .isEqualTo(new UnreadPicture(PictureKind.JPEG, why));
    }

    @Test
    void aJpegOfTwelveBitsIsNamed() {
        assertThat(read(withFrame(0xC1, 12))).isEqualTo(new UnreadPicture(PictureKind.JPEG, "has 12 bits per colour"));
    }

    @Test
    void anAnimatedWebpIsNamedAndOneThatLiesAboutItsSizeIsBroken() {
        assertThat(read(SampleFiles.animated(WEBP))).isEqualTo(new UnreadPicture(PictureKind.WEBP, "is animated"));
        byte[] lying = SampleFiles.turned(WEBP, PictureKind.WEBP, 1);
        lying[24]++;
        assertThat(read(lying)).isEqualTo(new BrokenPicture(PictureKind.WEBP));
    }

    @Test
    void aBombIsMeasuredWithoutBeingUnpacked() {
        byte[] small = SamplePng.oneColour(8, 8, Colours.RGB, 8, false, (byte) 1, (byte) 2, (byte) 3);

        assertThat(read(SamplePng.sized(small, 4_096, 4_096)))
                .satisfies(picture ->
                        assertThat(((WholePicture) picture).fits(4_096)).isTrue());
        for (int side : new int[] {4_097, 60_000, 0, -1}) {
            assertThat(((WholePicture) read(SamplePng.sized(small, side, 8))).fits(4_096))
                    .isFalse();
            assertThat(((WholePicture) read(SamplePng.sized(small, 8, side))).fits(4_096))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GIF89a, GIF",
        "GIF87a, GIF",
        "'II*\0', TIFF",
        "'MM\0*', TIFF",
        "'\0\0\0\u0018ftypheic\0\0\0\0mif1heic', HEIC",
        "'\0\0\0\u0018ftypmif1\0\0\0\0heicmif1', HEIC",
        "'\0\0\0\u001cftypmif1\0\0\0\0mif1avif', AVIF",
        "'\0\0\0\u0018ftypavif\0\0\0\0avifmif1', AVIF",
        "'\0\0\0\u0014ftypmif1\0\0\0\0mif1', HEIF",
        "'\0\0\0\u0018ftypisom\0\0\0\0isommp41', video",
        "'\0\0\0\u000cJXL ', JPEG XL",
        "8BPS, Photoshop",
        "'\0\0\u0001\0', ICO",
        "%PDF-1.7, PDF",
        "'BM\u0001\u0002\u0003\u0004\0\0\0\0006\0\0\0(\0\0\0', BMP",
        "<svg xmlns='http://www.w3.org/2000/svg'/>, SVG",
        "'  <?xml version=\"1.0\"?><!-- x --><svg/>', SVG",
        "<!DOCTYPE svg><svg/>, SVG"
    })
    void aPictureOfAnotherFormatIsNamed(String begin, String name) {
        byte[] file = Arrays.copyOf(begin.getBytes(StandardCharsets.ISO_8859_1), 64);
        assertThat(read(file)).isEqualTo(new ForeignPicture(name));
    }

    @Test
    void garbageIsNoPictureAndNoFailure() {
        assertThat(read(new byte[0])).isEqualTo(new NoPicture());
        assertThat(read("<html><body>".getBytes(StandardCharsets.UTF_8))).isEqualTo(new NoPicture());
        Random random = new Random(7);
        byte[][] beginnings = {
            {}, {(byte) 0xFF, (byte) 0xD8}, WEBP, PNG, JPEG, "\0\0\0\u0018ftyp".getBytes(StandardCharsets.ISO_8859_1)
        };
        for (int i = 0; i < 6_000; i++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            byte[] begin = beginnings[i % beginnings.length];
            System.arraycopy(begin, 0, noise, 0, Math.min(noise.length, random.nextInt(begin.length + 1)));
            // Nothing else than an answer may come of it.
            assertThat(read(noise)).isNotNull();
        }
    }

    /** The JPEG with another start of frame. */
    private static byte[] withFrame(int marker, int bits) {
        byte[] other = JPEG.clone();
        for (int at = 2; at < other.length; at++) {
            if (other[at] == (byte) 0xFF && other[at + 1] == (byte) 0xC0) {
                other[at + 1] = (byte) marker;
                other[at + 4] = (byte) bits;
                return other;
            }
        }
        throw new IllegalStateException("It has no frame.");
    }

    private static PictureReading read(byte[] file) {
        return PictureFile.read(file);
    }

    private static WholePicture whole(PictureKind kind, int width, int height, int end) {
        return new WholePicture(kind, width, height, end, Orientation.UPRIGHT);
    }

    private static byte[] file(String name) {
        try {
            return Files.readAllBytes(
                    HOME.resolve("api-gateway/src/test/resources/strangers").resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static BufferedImage pixels() {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 64; x++) {
            image.setRGB(x, x % 48, 0x3366AA + x);
        }
        return image;
    }
}
