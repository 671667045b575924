package imece.local.drill.storm;

import imece.fault.FaultPoint;
import imece.local.drill.farm.DrillFarm;
import imece.local.drill.farm.Points;
import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import imece.local.drill.storm.Schedule.Planned;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** Faults that befall whichever process comes by a named point next. */
final class AtPoints {
    private static final long PATIENCE_MILLIS = 20_000;

    private final DrillFarm farm;
    private final History history;
    private final Map<FaultPoint, ReentrantLock> busy = new ConcurrentHashMap<>();

    AtPoints(DrillFarm farm, History history) {
        this.farm = farm;
        this.history = history;
    }

    /** Arms the point, waits until somebody came by, and lets them go on if they were frozen. */
    void strike(Planned p, FaultPoint point, String signal) throws InterruptedException {
        ReentrantLock lock = busy.computeIfAbsent(point, one -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            long since = System.currentTimeMillis();
            farm.points().arm(point, signal);
            Optional<Points.Passage> struck = await(point, since);
            if (struck.isEmpty()) {
                history.note(new Entry.Unable(System.currentTimeMillis(), p.name(), "nobody came by"));
                return;
            }
            history.note(new Entry.Blow(
                    struck.get().at(), p.id(), p.name(), struck.get().who()));
            if (signal.equals("STOP")) {
                wake(p, struck.get().who());
            }
        } finally {
            lock.unlock();
        }
    }

    private void wake(Planned p, String who) throws InterruptedException {
        try {
            Thread.sleep(p.millis());
        } finally {
            farm.parts().filter(part -> part.name().equals(who)).forEach(part -> part.signal("CONT"));
            history.note(new Entry.Mended(System.currentTimeMillis(), p.id()));
        }
    }

    private Optional<Points.Passage> await(FaultPoint point, long since) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        try {
            while (farm.points().isArmed(point)) {
                if (System.nanoTime() > deadline && farm.points().disarm(point)) {
                    return Optional.empty();
                }
                Thread.sleep(20);
            }
        } catch (InterruptedException stormEnds) {
            farm.points().disarm(point);
            throw stormEnds;
        }
        return last(point, since);
    }

    /** The line is written after the claim, so it may be a moment late. */
    private Optional<Points.Passage> last(FaultPoint point, long since) throws InterruptedException {
        AtomicReference<Points.Passage> found = new AtomicReference<>();
        for (int tries = 0; found.get() == null && tries < 100; tries++) {
            Thread.sleep(20);
            farm.points().read(passage -> {
                if (passage.point() == point && !passage.signal().isEmpty() && passage.at() >= since) {
                    found.set(passage);
                }
            });
        }
        return Optional.ofNullable(found.get());
    }
}
