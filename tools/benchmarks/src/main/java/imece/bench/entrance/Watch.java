package imece.bench.entrance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.data.ExecutionDataStore;
import org.jspecify.annotations.Nullable;

/** Asks an agent again and again, so that it is known when a line was first seen to have run: JaCoCo itself keeps no order. */
public final class Watch implements AutoCloseable {
    private static final int PERIOD_MILLIS = 20;

    private final Agent agent;
    private final long begin;
    private final List<Sighting> sightings = new ArrayList<>();
    private final Thread thread;
    private volatile boolean over;
    private volatile @Nullable IOException failure;

    private record Sighting(double millis, ExecutionDataStore data) {}

    /**
     * From now on.
     *
     * @param begin from where milliseconds count, as of {@link System#nanoTime}
     */
    public Watch(Agent agent, long begin) {
        this.agent = agent;
        this.begin = begin;
        this.thread = Thread.ofPlatform().daemon().name("watch").start(this::look);
    }

    private void look() {
        try {
            while (!over) {
                double millis = (System.nanoTime() - begin) / 1e6;
                sightings.add(new Sighting(millis, agent.dump()));
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When each line was first seen, milliseconds; call it after {@link #close}. */
    public Map<RanLine, Double> firstSeen(ClassFiles classes) throws IOException {
        IOException broken = failure;
        if (broken != null) {
            throw broken;
        }
        Map<RanLine, Double> first = new HashMap<>();
        Map<Long, boolean[]> before = new HashMap<>();
        for (Sighting sighting : sightings) {
            for (ExecutionData each : sighting.data.getContents()) {
                boolean[] earlier = before.put(each.getId(), each.getProbes());
                if (!Arrays.equals(earlier, each.getProbes())) {
                    classes.ran(each.getName(), sighting.data)
                            .forEach(line -> first.putIfAbsent(line, sighting.millis));
                }
            }
        }
        return first;
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
