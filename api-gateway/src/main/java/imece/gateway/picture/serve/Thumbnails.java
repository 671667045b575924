package imece.gateway.picture.serve;

import imece.gateway.http.Refusal;
import imece.gateway.picture.PictureSniffer;
import imece.gateway.picture.PictureStore;
import imece.gateway.picture.PictureStore.RunFile;
import imece.picture.PictureKind;
import imece.picture.PictureReading.WholePicture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Smaller pictures as JPEG, made once and kept beside the large one. Only a few are made at a time: decoding takes memory. */
@Component
class Thumbnails {

    private static final Logger log = LoggerFactory.getLogger(Thumbnails.class);

    private static final int AT_A_TIME = 2;

    /** Pixels that are decoded at once: with four times 16 bits each, 32 MiB. */
    private static final int MOST_PIXELS = 1 << 22;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PictureStore store;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    Thumbnails(PictureStore store) {
        this.store = store;
    }

    /**
     * The picture at this width, or as it is where that is no smaller or the format cannot be decoded here.
     *
     * @throws Refusal 503 if too many are being made
     */
    Path of(Path picture, RunFile run, int width) throws IOException {
        Path small = run.thumbnail(store.root(), width);
        if (Files.isRegularFile(small)) {
            return small;
        }
        WholePicture whole = PictureSniffer.sniff(picture).orElse(null);
        if (whole == null
                || whole.kind() == PictureKind.WEBP
                || whole.width() <= width
                || !whole.fits(PictureSniffer.MOST_SIDE)) {
            return picture;
        }
        enter();
        try {
            // Somebody may have made it while this request waited.
            if (!Files.isRegularFile(small)) {
                make(reduced(picture, width), small, width);
            }
        } catch (IIOException | RuntimeException e) {
            // Readers answer to broken pixels with exceptions of many kinds. A browser may make more of them.
            log.warn("The picture {} cannot be read, so it is shown as it is: {}", picture, e.toString());
            return picture;
        } finally {
            places.release();
        }
        return small;
    }

    private void enter() {
        try {
            if (places.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Refusal.later(
                HttpStatus.SERVICE_UNAVAILABLE,
                "busy",
                "Too many thumbnails are being made at the moment.",
                Duration.ofSeconds(1));
    }

    private void make(BufferedImage read, Path small, int width) throws IOException {
        int height = Math.max(1, Math.round((float) read.getHeight() * width / read.getWidth()));
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawn.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(read, 0, 0, width, height, Color.WHITE, null);
        pen.dispose();
        Path draft = store.newDraft();
        try {
            if (!ImageIO.write(drawn, "jpeg", draft.toFile())) {
                throw new IOException("This Java writes no JPEG.");
            }
            // It is never made again: without this an empty file could be all that is there after a crash.
            store.files().replace(draft, small);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Decodes no more pixels than about twice those that are wanted on each side, and never more than there is memory for. */
    private static BufferedImage reduced(Path picture, int width) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(picture.toFile())) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IIOException("No reader for " + picture);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                ImageReadParam param = reader.getDefaultReadParam();
                int step = step(reader.getWidth(0), reader.getHeight(0), width);
                param.setSourceSubsampling(step, step, 0, 0);
                return reader.read(0, param);
            } finally {
                reader.dispose();
            }
        }
    }

    /** Every how manieth pixel is taken, so that the thumbnail is still drawn from more of them than it has. */
    static int step(int wide, int high, int width) {
        int step = Math.max(1, wide / (2 * width));
        while ((long) (wide / step) * (high / step) > MOST_PIXELS) {
            step++;
        }
        return step;
    }
}
