package imece.gateway.picture.decode;

import imece.picture.PictureFile;
import imece.picture.PictureReading.WholePicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;

/**
 * The program of the decoding process: {@code IN OUT SECONDS}. Reads a stranger's picture and writes the same as a plain PNG:
 * upright, on white, 8 bits per colour, without any metadata. Its exit status tells how that went.
 */
public final class DecodingProgram {

    /** The plain picture is written. */
    static final int DONE = 0;

    /** The file cannot be read as a picture. */
    static final int UNREADABLE = 2;

    /** What the JVM ends with when its memory is used up. */
    static final int OUT_OF_MEMORY = 3;

    /** Time is up. */
    static final int OUT_OF_TIME = 4;

    /** The picture was read, but the disk does not take the plain one. */
    static final int NOT_WRITTEN = 5;

    private DecodingProgram() {}

    @SuppressWarnings("CatchAndPrintStackTrace") // standard error is where its parent looks
    public static void main(String[] arguments) {
        // Its parent ends it, too; but that one may have been killed meanwhile.
        endAfter(Duration.ofSeconds(Long.parseLong(arguments[2])));
        int status = UNREADABLE;
        try {
            BufferedImage plain = decoded(Path.of(arguments[0]));
            status = NOT_WRITTEN;
            ImageIO.write(plain, "png", Path.of(arguments[1]).toFile());
            status = DONE;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Readers answer to broken files with exceptions of many kinds.
            e.printStackTrace();
        }
        Runtime.getRuntime().halt(status);
    }

    private static BufferedImage decoded(Path stranger) throws IOException {
        ImageIO.setUseCache(false);
        byte[] file = Files.readAllBytes(stranger);
        if (!(PictureFile.read(file) instanceof WholePicture picture)) {
            throw new IOException("This is no whole picture.");
        }
        return PlainPixels.of(StrangersPixels.of(file, picture), picture.orientation());
    }

    private static void endAfter(Duration longest) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Thread.sleep(longest);
                Runtime.getRuntime().halt(OUT_OF_TIME);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
