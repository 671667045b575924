package imece.gateway.picture;

import imece.picture.PictureFile;
import imece.picture.PictureKind;
import imece.picture.PictureReading.WholePicture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What lies in the picture store, or is about to, in the words of the one judge. */
public final class PictureSniffer {

    /** The longest side that is taken: whatever a small file claims to unfold into stays affordable. */
    public static final int MOST_SIDE = 4_096;

    private PictureSniffer() {}

    /**
     * The picture in this file; empty if there is none, or only a part of one.
     *
     * @throws IOException if the file cannot be read
     */
    public static Optional<WholePicture> sniff(Path file) throws IOException {
        return PictureFile.read(file) instanceof WholePicture whole ? Optional.of(whole) : Optional.empty();
    }

    /** The format of a file that was taken before, by its first byte: all three differ in it. */
    public static PictureKind kind(Path taken) throws IOException {
        try (InputStream in = Files.newInputStream(taken)) {
            return switch (in.read()) {
                case 0xFF -> PictureKind.JPEG;
                case 'R' -> PictureKind.WEBP;
                default -> PictureKind.PNG;
            };
        }
    }
}
