package imece.worker.gpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The GPUs of this machine and how they are, read every few seconds on a thread of its own, so that nobody who wants a figure
 * waits for a driver. A GPU that is no longer shown has no figures; the others keep theirs.
 */
public final class GpuWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GpuWatch.class);
    private static final long EVERY_SECONDS = 5;
    private static final int FIRST_LOOKS = 3;

    private final List<GpuTool> tools;
    private final Thread thread = Thread.ofPlatform().name("gpus").daemon().unstarted(this::watch);
    private volatile Map<String, GpuReading> readings = Map.of();

    GpuWatch(List<GpuTool> tools) {
        this.tools = new ArrayList<>(tools);
    }

    /** The watch over this machine's GPUs, after a first look. */
    public static GpuWatch begin() throws InterruptedException {
        GpuWatch watch = new GpuWatch(GpuTool.ALL);
        watch.look();
        // A cold driver is slow, and a GPU that is not known by its id would be locked under another name.
        for (int again = 1; again < FIRST_LOOKS && watch.readings.isEmpty() && !watch.tools.isEmpty(); again++) {
            watch.look();
        }
        watch.thread.start();
        return watch;
    }

    /** Those that are there, in the order of the drivers. */
    public List<Gpu> gpus() {
        return readings.values().stream().map(GpuReading::gpu).toList();
    }

    /** The GPU that somebody means by this: its id, or its number; else one of which only the name is known. */
    public Gpu gpu(String idOrNumber) {
        return find(idOrNumber).map(GpuReading::gpu).orElseGet(() -> Gpu.named(idOrNumber));
    }

    /** What a program must find in its environment to see this GPU and no other. */
    public Map<String, String> alone(String idOrNumber) {
        return find(idOrNumber).map(GpuReading::alone).orElseGet(() -> Map.of("CUDA_VISIBLE_DEVICES", idOrNumber));
    }

    /** How the GPU of this id is; cheap. */
    public GpuFigures figures(String uuid) {
        GpuReading reading = readings.get(uuid);
        return reading == null ? GpuFigures.UNKNOWN : reading.figures();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** Asks every tool; one that this machine does not have is not asked again. */
    void look() throws InterruptedException {
        List<GpuReading> seen = new ArrayList<>();
        for (GpuTool tool : List.copyOf(tools)) {
            Optional<List<GpuReading>> shown = tool.ask();
            if (shown.isEmpty()) {
                log.debug("There is no {} here.", tool.tool());
                tools.remove(tool);
            }
            seen.addAll(shown.orElse(List.of()));
        }
        readings = seen.stream()
                .collect(Collectors.toMap(
                        reading -> reading.gpu().uuid(), reading -> reading, (one, same) -> one, LinkedHashMap::new));
    }

    private Optional<GpuReading> find(String idOrNumber) {
        return readings.values().stream()
                .filter(each -> each.gpu().uuid().equals(idOrNumber)
                        || Integer.toString(each.index()).equals(idOrNumber))
                .findFirst();
    }

    private void watch() {
        try {
            while (!tools.isEmpty()) {
                TimeUnit.SECONDS.sleep(EVERY_SECONDS);
                look();
            }
        } catch (InterruptedException e) {
            log.debug("GPUs are no longer watched.");
        }
    }
}
