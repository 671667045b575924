package imece.worker.run;

import imece.contract.LiveEvent;
import imece.contract.LiveEvent.Phase;
import imece.fault.FaultPoint;
import imece.worker.engine.RenderWatcher;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how far a run is: every change of phase, steps at most four times a second, previews at most twice. Remembers when
 * the engine last gave a sign of life, and for how long it has loaded.
 */
final class ProgressReport implements RenderWatcher {

    private static final Logger log = LoggerFactory.getLogger(ProgressReport.class);
    private static final Duration PROGRESS_GAP = Duration.ofMillis(250);
    private static final Duration PREVIEW_GAP = Duration.ofMillis(500);

    private final Run run;
    private final RunEvents events;
    private final Consumer<Boolean> draws;
    private final AwakeTime nanoTime;
    private final Throttle progress = new Throttle(PROGRESS_GAP);
    private final Throttle previews = new Throttle(PREVIEW_GAP);
    private Phase phase = Phase.WAITING_FOR_GPU;
    private int step;
    private int steps;
    private int percent;
    private volatile long lastSign;
    private long loadingSince;
    private long loaded;
    private boolean loadsUntold;

    ProgressReport(Run run, RunEvents events) {
        this(run, events, draws -> {});
    }

    /**
     * Of a run that shares its GPU.
     *
     * @param draws is told whether it draws, or else loads
     */
    ProgressReport(Run run, RunEvents events, Consumer<Boolean> draws) {
        this(run, events, draws, System::nanoTime);
    }

    /** The same by this clock, which is like {@link System#nanoTime}; of it only time counts in which this process ran. */
    ProgressReport(Run run, RunEvents events, LongSupplier clock) {
        this(run, events, draws -> {}, clock);
    }

    private ProgressReport(Run run, RunEvents events, Consumer<Boolean> draws, LongSupplier clock) {
        this.draws = draws;
        this.nanoTime = new AwakeTime(clock);
        this.lastSign = nanoTime.getAsLong();
        this.run = run;
        this.events = events;
        this.steps = run.job().spec().steps();
    }

    /** The time in which this process ran; as of when does not matter. */
    Duration awake() {
        return Duration.ofNanos(nanoTime.getAsLong());
    }

    /** For how long this process did not run since this report began. */
    Duration slept() {
        return nanoTime.slept();
    }

    /** Time since the engine last called. */
    Duration silence() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastSign);
    }

    /** How long this run has loaded a checkpoint until now, milliseconds; null if its engine does not tell. */
    synchronized @Nullable Long loadMillis() {
        if (loadsUntold) {
            return null;
        }
        long now = phase == Phase.LOADING_CHECKPOINT ? nanoTime.getAsLong() - loadingSince : 0;
        return Duration.ofNanos(loaded + now).toMillis();
    }

    @Override
    public synchronized void loadsUntold() {
        loadsUntold = true;
    }

    @Override
    public synchronized void phase(Phase next) {
        sign();
        long now = nanoTime.getAsLong();
        if (phase == Phase.LOADING_CHECKPOINT) {
            loaded += now - loadingSince;
        }
        loadingSince = now;
        if (next == Phase.LOADING_CHECKPOINT ^ phase == Phase.LOADING_CHECKPOINT) {
            draws.accept(phase == Phase.LOADING_CHECKPOINT);
        }
        phase = next;
        progress.pass(now);
        tell();
    }

    @Override
    public synchronized void step(int finished, int all) {
        FaultPoint.MID_RUN.reached();
        sign();
        step = finished;
        steps = all;
        if (progress.admit(nanoTime.getAsLong())) {
            tell();
        }
    }

    @Override
    public synchronized void preview(Supplier<BufferedImage> picture) {
        sign();
        if (!previews.admit(nanoTime.getAsLong())) {
            return;
        }
        try {
            events.preview(run.key(), run.nextSeq(), PreviewJpeg.of(picture.get()));
        } catch (RuntimeException e) {
            log.debug(
                    "A preview could not be made; the run goes on without it. job={}",
                    run.key().jobId(),
                    e);
        }
    }

    void sign() {
        lastSign = nanoTime.getAsLong();
    }

    private void tell() {
        if (run.stop().requested()) {
            return;
        }
        // An engine may think again of how many steps there are, or go through its phases twice: nobody sees that go
        // back.
        percent = Math.max(percent, Percent.of(phase, step, steps));
        events.tell(new LiveEvent.Progress(run.key(), run.nextSeq(), run.slot(), phase, percent, step, steps));
    }

    /** Lets things through no more often than once per gap. The clock is the caller's. */
    static final class Throttle {

        private final long gapNanos;
        private boolean used;
        private long last;

        Throttle(Duration gap) {
            this.gapNanos = gap.toNanos();
        }

        /** Whether one may pass now; if so, it has. {@code now} as of {@link System#nanoTime}. */
        boolean admit(long now) {
            if (used && now - last < gapNanos) {
                return false;
            }
            pass(now);
            return true;
        }

        /** One passes now, whatever the gap. */
        void pass(long now) {
            used = true;
            last = now;
        }
    }

    /** How far a run is, 0 to 100, from its phase and steps. Pure; never falls while a run goes through its phases. */
    static final class Percent {

        private static final int DENOISING_FROM = 4;
        private static final int DENOISING_TO = 92;

        private Percent() {}

        static int of(Phase phase, int step, int steps) {
            return switch (phase) {
                case WAITING_FOR_GPU -> 0;
                case LOADING_CHECKPOINT -> 2;
                case DENOISING -> DENOISING_FROM + share(step, steps) * (DENOISING_TO - DENOISING_FROM) / 100;
                case DECODING -> 94;
                case UPLOADING -> 97;
            };
        }

        private static int share(int step, int steps) {
            return steps <= 0 ? 0 : (int) (100L * Math.clamp(step, 0, steps) / steps);
        }
    }

    /** Makes the small JPEG that a browser shows while a picture is being made. */
    static final class PreviewJpeg {

        private static final int LONGEST_SIDE = 512;
        private static final float QUALITY = 0.72f;

        private PreviewJpeg() {}

        static byte[] of(BufferedImage picture) {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
                ImageWriteParam settings = writer.getDefaultWriteParam();
                settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                settings.setCompressionQuality(QUALITY);
                writer.setOutput(out);
                writer.write(null, new IIOImage(small(picture), null, null), settings);
                out.flush();
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                writer.dispose();
            }
        }

        private static BufferedImage small(BufferedImage picture) {
            int longest = Math.max(picture.getWidth(), picture.getHeight());
            if (longest <= LONGEST_SIDE && picture.getType() == BufferedImage.TYPE_INT_RGB) {
                return picture;
            }
            double scale = Math.min(1, (double) LONGEST_SIDE / longest);
            int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
            int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
            BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = small.createGraphics();
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.drawImage(picture, 0, 0, width, height, null);
            pen.dispose();
            return small;
        }
    }
}
