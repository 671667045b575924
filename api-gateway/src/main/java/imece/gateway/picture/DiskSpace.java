package imece.gateway.picture;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How much room the disk of the picture store has. The database often lies on the same one and must not find it full. */
@Component
public class DiskSpace implements PeriodicWork {

    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);

    /** What the operator is told then. */
    static final String TOO_LITTLE =
            "The disk is full: less than imece.gateway.pictures.min-free would be left. Make room.";

    /** So many times the room that stays free anyway is kept from visitors. */
    public static final int RESERVE = 4;

    private final PictureStore store;
    private final long minFree;
    private final AtomicLong free = new AtomicLong();

    public DiskSpace(PictureStore store, PictureSettings settings, MeterRegistry meters) {
        this.store = store;
        this.minFree = settings.minFree().toBytes();
        Gauge.builder("imece.pictures.free", free, AtomicLong::get)
                .baseUnit("bytes")
                .register(meters);
    }

    /**
     * Whether {@code imece.gateway.pictures.min-free} would still be free.
     *
     * @param bytes how large the picture will be; negative = its sender did not say
     */
    public boolean roomFor(long bytes) throws IOException {
        return usable() - Math.max(0, bytes) >= minFree;
    }

    /**
     * Whether a visitor's picture may take this room: what is left beyond it is for the pictures that workers make, for which
     * visitors' uploads must never leave none.
     */
    public boolean roomForVisitors(long bytes) throws IOException {
        return usable() - bytes >= RESERVE * minFree;
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(Duration.ofSeconds(10), "measure-disk", this::measure));
    }

    /** Not at each scrape: a network disk that hangs would hang those who measure. */
    private void measure() {
        try {
            free.set(usable());
        } catch (IOException e) {
            LOG.warn("How much room the disk of the picture store has cannot be read: {}", e.toString());
        }
    }

    private long usable() throws IOException {
        return Files.getFileStore(store.root()).getUsableSpace();
    }
}
