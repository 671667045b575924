package imece.gateway.picture.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import imece.gateway.http.Refusal;
import imece.gateway.picture.decode.PictureDecoder.DecodedPicture;
import imece.gateway.picture.decode.PictureDecoder.DecodedPicture.Plain;
import imece.gateway.picture.decode.PictureDecoder.DecodedPicture.Unreadable;
import imece.picture.Orientation;
import imece.picture.PictureKind;
import imece.picture.PictureReading.PictureSize;
import imece.picture.samples.SampleFiles;
import imece.picture.samples.SamplePng;
import imece.picture.samples.SamplePng.Colours;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, and files as strangers send them. */
class PictureDecoderTest {

    private static final Duration GENEROUS = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final PictureDecoder decoder = new PictureDecoder(2, GENEROUS, GENEROUS);

    @ParameterizedTest
    @ValueSource(strings = {"plain.jpg", "plain.png", "photo-exif6.jpg", "motion-photo.jpg", "really-webp.jpg"})
    void theCompassStandsUprightWhateverFileItComesIn(String name) throws IOException {
        BufferedImage compass = plain(strangers(name));

        assertThat(compass.getWidth()).isEqualTo(192);
        assertThat(compass.getHeight()).isEqualTo(256);
        assertThat(name(compass, 96, 10)).as("on top").isEqualTo("red");
        assertThat(name(compass, 96, 245)).as("below").isEqualTo("blue");
        assertThat(name(compass, 10, 128)).as("left").isEqualTo("green");
        assertThat(name(compass, 181, 128)).as("right").isEqualTo("yellow");
    }

    @ParameterizedTest
    @EnumSource
    void everyTurnIsTakenBackInEveryFormat(PictureKind kind) throws IOException {
        byte[] stored = strangers(
                switch (kind) {
                    case PNG -> "plain.png";
                    case JPEG -> "plain.jpg";
                    case WEBP -> "really-webp.jpg";
                });
        BufferedImage upright = plain(stored);
        for (Orientation orientation : Orientation.values()) {
            BufferedImage seen = plain(SampleFiles.turned(stored, kind, orientation.value()));
            assertThat(seen.getWidth()).as("%s", orientation).isEqualTo(orientation.swapsSides() ? 256 : 192);
            for (int[] at : new int[][] {{96, 10}, {96, 245}, {10, 128}, {181, 128}, {96, 128}}) {
                int index = orientation.indexOf(at[0], at[1], 192, 256);
                assertThat(seen.getRGB(index % seen.getWidth(), index / seen.getWidth()))
                        .as("%s at %d, %d", orientation, at[0], at[1])
                        .isEqualTo(upright.getRGB(at[0], at[1]));
            }
        }
    }

    @Test
    void whatIsTransparentIsWhite() throws IOException {
        BufferedImage hole = plain(strangers("rgba-hole.png"));
        assertThat(name(hole, hole.getWidth() / 2, hole.getHeight() / 2)).isEqualTo("white");

        BufferedImage half =
                plain(SamplePng.oneColour(4, 4, Colours.RGBA, 8, false, (byte) 0, (byte) 0, (byte) 0, (byte) 128));
        assertThat(new Color(half.getRGB(1, 1))).isEqualTo(new Color(127, 127, 127));
        BufferedImage grey = plain(SamplePng.oneColour(4, 4, Colours.GREY_ALPHA, 16, true, (byte) 9, (byte) 0));
        assertThat(new Color(grey.getRGB(1, 1))).isEqualTo(Color.WHITE);
    }

    @Test
    void colourTypesAndDepthsKeepTheirColours() throws IOException {
        for (boolean interlaced : new boolean[] {false, true}) {
            for (int bits : new int[] {8, 16}) {
                byte[] grey = SamplePng.oneColour(9, 5, Colours.GREY, bits, interlaced, (byte) 100);
                byte[] rgb = SamplePng.oneColour(9, 5, Colours.RGB, bits, interlaced, (byte) 200, (byte) 100, (byte) 7);
                assertThat(new Color(plain(grey).getRGB(8, 4))).isEqualTo(new Color(100, 100, 100));
                assertThat(new Color(plain(rgb).getRGB(8, 4))).isEqualTo(new Color(200, 100, 7));
            }
        }
        assertThat(new Color(plain(SampleFiles.encoded(ofOneColour(BufferedImage.TYPE_BYTE_INDEXED), "png"))
                        .getRGB(8, 8)))
                .isEqualTo(new Color(204, 102, 51));
        assertThat(new Color(plain(SampleFiles.encoded(ofOneColour(BufferedImage.TYPE_BYTE_BINARY), "png"))
                        .getRGB(8, 8)))
                .isEqualTo(Color.WHITE);
        Color grey = new Color(plain(SampleFiles.encoded(ofOneColour(BufferedImage.TYPE_BYTE_GRAY), "jpeg"))
                .getRGB(8, 8));
        Color stored =
                new Color(ofOneColour(BufferedImage.TYPE_BYTE_GRAY).getRaster().getSample(8, 8, 0) * 0x10101);
        assertThat(grey.getRed()).isCloseTo(stored.getRed(), within(3));
    }

    @Test
    void aJpegInFourColoursIsRead() throws IOException {
        assertThat(name(plain(fourColours(255, 255, 255, 255)), 8, 8)).isEqualTo("white");
        assertThat(name(plain(fourColours(255, 0, 0, 255)), 8, 8)).isEqualTo("red");
        assertThat(name(plain(fourColours(255, 255, 0, 255)), 8, 8)).isEqualTo("yellow");
        assertThat(name(plain(fourColours(255, 255, 255, 0)), 8, 8)).isEqualTo("dark");
    }

    @Test
    void thePlainPictureHasNothingButPixels() throws IOException {
        byte[] told = SamplePng.with(
                SamplePng.with(
                        strangers("plain.png"),
                        "tEXt",
                        "Comment\0secret place".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                "eXIf",
                SampleFiles.exif(1));
        Path plain = folder.resolve("plain");
        assertThat(decoder.decode(Files.write(folder.resolve("told"), told), plain))
                .isEqualTo(new Plain(new PictureSize(192, 256)));

        assertThat(chunks(Files.readAllBytes(plain))).containsOnly("IHDR", "IDAT", "IEND");
        assertThat(Files.readAllBytes(plain)[24]).as("bits per sample").isEqualTo((byte) 8);
        assertThat(Files.readAllBytes(plain)[25]).as("colour type").isEqualTo((byte) 2);
    }

    @Test
    void whatUnpacksIntoVeryMuchBesideThePixelsIsNeverUnpacked() throws IOException {
        byte[] zeros = SamplePng.packedZeros(400L << 20);
        byte[] text = new byte[zeros.length + 9];
        System.arraycopy(zeros, 0, text, 9, zeros.length);
        text[0] = 'C';
        byte[] small = strangers("plain.png");
        for (String type : List.of("zTXt", "iCCP", "fdAT")) {
            assertThat(name(plain(SamplePng.with(small, type, text)), 96, 10)).isEqualTo("red");
        }
        assertThat(plain(SamplePng.of(16, 16, 8, 2, false, zeros)).getRGB(3, 3)).isEqualTo(Color.BLACK.getRGB());
        byte[] animated = SamplePng.with(small, "acTL", new byte[] {0, 0, 0x7F, 0, 0, 0, 0, 0});
        assertThat(name(plain(animated), 96, 245)).isEqualTo("blue");
    }

    @Test
    void theLargestPicturesAreReadWithinTheBounds() throws IOException {
        byte[] deep =
                SamplePng.oneColour(4_000, 4_096, Colours.RGBA, 16, false, (byte) 10, (byte) 20, (byte) 30, (byte) 255);
        assertThat(deep.length).isLessThan(1 << 20);
        assertThat(new Color(plain(deep).getRGB(3_999, 4_095))).isEqualTo(new Color(10, 20, 30));
        byte[] photo = SampleFiles.progressive(new BufferedImage(4_096, 4_096, BufferedImage.TYPE_INT_RGB));
        assertThat(plain(SampleFiles.turned(photo, PictureKind.JPEG, 6)).getRGB(9, 9))
                .isEqualTo(Color.BLACK.getRGB());
    }

    @Test
    void brokenPixelsBehindAWholeFrameAreUnreadableAndNothingElse() throws IOException {
        byte[] garbage = SamplePng.of(64, 64, 8, 2, false, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThat(decode(garbage)).isEqualTo(Unreadable.BROKEN);
        byte[] noTables = {
            (byte) 0xFF,
            (byte) 0xD8,
            (byte) 0xFF,
            (byte) 0xC0,
            0,
            11,
            8,
            0,
            8,
            0,
            8,
            1,
            1,
            0x11,
            0,
            (byte) 0xFF,
            (byte) 0xDA,
            0,
            8,
            1,
            1,
            0,
            0,
            63,
            0,
            1,
            2,
            3,
            (byte) 0xFF,
            (byte) 0xD9
        };
        assertThat(decode(noTables)).isEqualTo(Unreadable.BROKEN);
        byte[] webp = strangers("really-webp.jpg");
        java.util.Arrays.fill(webp, 40, webp.length, (byte) 0x55);
        assertThat(decode(webp))
                .satisfiesAnyOf(
                        decoded -> assertThat(decoded).isInstanceOf(Unreadable.class),
                        decoded -> assertThat(decoded).isInstanceOf(Plain.class));
    }

    @Test
    void aDiskThatDoesNotTakeThePlainPictureIsNoFaultOfTheStrangers() throws IOException {
        Path picture = Files.write(folder.resolve("in"), strangers("plain.png"));
        assertThatThrownBy(() ->
                        decoder.decode(picture, folder.resolve("no such folder").resolve("out")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aDecodingThatTakesTooLongIsEnded() throws IOException {
        PictureDecoder hasty = new PictureDecoder(1, GENEROUS, Duration.ofMillis(1));
        for (int i = 0; i < 3; i++) {
            assertThat(hasty.decode(
                            Files.write(folder.resolve("in" + i), strangers("plain.png")), folder.resolve("out" + i)))
                    .isEqualTo(Unreadable.TOO_SLOW);
        }
        assertThat(ProcessHandle.current().children().filter(this::decodes)).isEmpty();
    }

    @Test
    void whoeverFindsNoPlaceIsToldToComeBack() throws Exception {
        PictureDecoder narrow = new PictureDecoder(0, Duration.ofMillis(10), GENEROUS);
        Path picture = Files.write(folder.resolve("in"), strangers("plain.png"));
        assertThatThrownBy(() -> narrow.decode(picture, folder.resolve("out")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.problem().status().value()).isEqualTo(503);
                    assertThat(refusal.problem().code()).isEqualTo("busy");
                    assertThat(refusal.problem().retryAfter()).isPositive();
                });
    }

    @Test
    void severalAtOnceAllGetTheirPicture() throws Exception {
        byte[] photo = strangers("photo-exif6.jpg");
        CountDownLatch go = new CountDownLatch(1);
        List<DecodedPicture> decoded = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Path in = Files.write(folder.resolve("several" + i), photo);
            Path out = folder.resolve("plain" + i);
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    go.await();
                    decoded.add(decoder.decode(in, out));
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(decoded).hasSize(5).containsOnly(new Plain(new PictureSize(192, 256)));
    }

    private boolean decodes(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(folder.toString());
    }

    private DecodedPicture decode(byte[] file) throws IOException {
        Path in = Files.createTempFile(folder, "in", "");
        return decoder.decode(Files.write(in, file), folder.resolve(in.getFileName() + ".plain"));
    }

    private BufferedImage plain(byte[] file) throws IOException {
        Path in = Files.createTempFile(folder, "in", "");
        Path out = folder.resolve(in.getFileName() + ".plain");
        assertThat(decoder.decode(Files.write(in, file), out)).isInstanceOf(Plain.class);
        return ImageIO.read(out.toFile());
    }

    private static String name(BufferedImage image, int x, int y) {
        Color colour = new Color(image.getRGB(x, y));
        boolean red = colour.getRed() > 150;
        boolean green = colour.getGreen() > 110;
        boolean blue = colour.getBlue() > 150;
        return red ? (green ? (blue ? "white" : "yellow") : "red") : green ? "green" : blue ? "blue" : "dark";
    }

    private static BufferedImage ofOneColour(int type) {
        BufferedImage image = new BufferedImage(16, 16, type);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(204, 102, 51));
        if (type == BufferedImage.TYPE_BYTE_BINARY) {
            pen.setColor(Color.WHITE);
        }
        pen.fillRect(0, 0, 16, 16);
        pen.dispose();
        return image;
    }

    /** A JPEG in ink, as Adobe's programs write it: 255 = none, 0 = full. */
    private static byte[] fourColours(int cyan, int magenta, int yellow, int black) throws IOException {
        WritableRaster ink = Raster.createInterleavedRaster(0, 16, 16, 4, null);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                ink.setPixel(x, y, new int[] {cyan, magenta, yellow, black});
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(ink, null, null), null);
        } finally {
            writer.dispose();
        }
        byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return SampleFiles.withSegment(bytes.toByteArray(), 0xEE, adobe);
    }

    private static List<String> chunks(byte[] png) {
        List<String> types = new ArrayList<>();
        for (int at = 8;
                at < png.length;
                at += 12 + java.nio.ByteBuffer.wrap(png).getInt(at)) {
            types.add(new String(png, at + 4, 4, java.nio.charset.StandardCharsets.US_ASCII));
        }
        return types;
    }

    private static byte[] strangers(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PictureDecoderTest.class.getResourceAsStream("/strangers/" + name))) {
            return in.readAllBytes();
        }
    }
}
