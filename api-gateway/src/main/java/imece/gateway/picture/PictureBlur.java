package imece.gateway.picture;

import imece.contract.StatusEvent;
import imece.gateway.picture.PictureStore.RunFile;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.springframework.stereotype.Component;

/**
 * Puts a blurred picture in the place of the one that a run has uploaded. The other one is gone: so it is shown at no door, by no
 * gateway, and in no copy.
 */
@Component
public class PictureBlur {

    /** What is left of it, on the longer side. */
    private static final int PIXELS_LEFT = 16;

    /** The largest that is drawn, for it lies in the heap. */
    private static final int MOST_PIXELS = 1 << 20;

    private static final Semaphore AT_A_TIME = new Semaphore(2);

    private final PictureStore store;

    PictureBlur(PictureStore store) {
        this.store = store;
    }

    /**
     * Blurs it.
     *
     * @return what lies there now
     * @throws IOException if it is none that can be read here, such as WebP; nothing has changed then
     */
    public StatusEvent.Picture blur(RunFile run) throws IOException {
        Path picture = store.find(run).orElseThrow(() -> new IOException("There is no picture."));
        Path draft = store.newDraft();
        AT_A_TIME.acquireUninterruptibly();
        try {
            BufferedImage drawn = drawn(picture);
            if (!ImageIO.write(drawn, "jpeg", draft.toFile())) {
                throw new IOException("This Java writes no JPEG.");
            }
            StatusEvent.Picture made =
                    new StatusEvent.Picture(sha256(draft), Files.size(draft), drawn.getWidth(), drawn.getHeight());
            store.files().replace(draft, picture);
            return made;
        } finally {
            AT_A_TIME.release();
            Files.deleteIfExists(draft);
        }
    }

    private static BufferedImage drawn(Path picture) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(picture.toFile())) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("No reader for " + picture);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return blurred(reader);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage blurred(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        int step = Math.max(1, Math.max(width, height) / PIXELS_LEFT);
        ImageReadParam few = reader.getDefaultReadParam();
        few.setSourceSubsampling(step, step, 0, 0);
        BufferedImage rest = reader.read(0, few);
        double scale = Math.min(1, Math.sqrt(MOST_PIXELS / ((double) width * height)));
        return scaled(rest, Math.max(1, (int) (width * scale)), Math.max(1, (int) (height * scale)));
    }

    private static BufferedImage scaled(BufferedImage from, int width, int height) {
        BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = to.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(from, 0, 0, width, height, null);
        pen.dispose();
        return to;
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream summed = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            summed.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(summed.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
