package imece.picture;

import imece.picture.PictureReading.BrokenPicture;
import imece.picture.PictureReading.ForeignPicture;
import imece.picture.PictureReading.NoPicture;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Judges files by their own bytes, whatever name or type somebody gave them. */
public final class PictureFile {

    private PictureFile() {}

    /**
     * Judges a file.
     *
     * @throws IOException if the file cannot be read
     */
    public static PictureReading read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /** Judges bytes. */
    public static PictureReading read(byte[] file) {
        try {
            return read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException("An array can always be read.", e);
        }
    }

    private static PictureReading read(InputStream file) throws IOException {
        FrameBytes bytes = new FrameBytes(file);
        byte[] head = bytes.peek(PictureSignature.HEAD_BYTES);
        PictureKind kind = PictureSignature.kind(head).orElse(null);
        if (kind == null) {
            return PictureSignature.foreign(head)
                    .<PictureReading>map(ForeignPicture::new)
                    .orElseGet(NoPicture::new);
        }
        try {
            return switch (kind) {
                case PNG -> PngFrame.read(bytes);
                case JPEG -> JpegFrame.read(bytes);
                case WEBP -> WebpFrame.read(bytes);
            };
        } catch (EOFException cutShort) {
            return new BrokenPicture(kind);
        }
    }
}
