package imece.gateway.picture;

import imece.contract.StatusEvent;
import imece.gateway.job.rows.JobLog;
import imece.gateway.picture.PictureStore.RunFile;
import imece.picture.PictureReading.PictureSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Whether the picture that a run says it has uploaded lies in the store, whole and the very one. */
@Component
public class StoredPictures {

    private static final Logger LOG = LoggerFactory.getLogger(StoredPictures.class);

    private final PictureStore store;

    StoredPictures(PictureStore store) {
        this.store = store;
    }

    /** What the store holds of a run. */
    public enum Found {
        /** The picture that the run named. */
        THERE,
        /** No picture of this run. On a folder that is shared over a network it may show up a moment later. */
        MISSING,
        /** A picture with other bytes, or of another size. It never changes, so it never becomes the right one. */
        OTHER,
        /** The disk did not say. */
        UNKNOWN
    }

    /** Reads the whole picture: how long that takes is the disk's affair. */
    public Found look(StatusEvent.Completed event) {
        RunFile run = new RunFile(
                event.run().jobId(), event.run().epoch(), event.run().runId());
        Path file = store.find(run).orElse(null);
        if (file == null) {
            return Found.MISSING;
        }
        try {
            boolean same = Files.size(file) == event.picture().bytes()
                    && sha256(file).equals(event.picture().sha256())
                    && measures(file, event.picture());
            return same ? Found.THERE : Found.OTHER;
        } catch (IOException e) {
            JobLog.about(LOG.atWarn(), run.job()).log("The picture {} cannot be read now: {}", file, e.toString());
            return Found.UNKNOWN;
        }
    }

    /** Whoever shows it relies on what the row says of its sides. */
    private static boolean measures(Path file, StatusEvent.Picture named) throws IOException {
        return PictureSniffer.sniff(file)
                .filter(whole -> whole.measures(new PictureSize(named.width(), named.height())))
                .isPresent();
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream summed = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            summed.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(summed.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
