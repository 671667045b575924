package imece.local.drill.storm;

import imece.fault.FaultPoint;
import imece.local.drill.farm.DrillFarm;
import imece.local.drill.farm.Part;
import imece.local.drill.farm.Points;
import imece.local.drill.storm.Schedule.Planned;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** Faults that befall whichever process comes by a named point next. */
final class AtPoints {
    private final DrillFarm farm;
    private final Marks marks;
    private final Map<FaultPoint, ReentrantLock> busy = new ConcurrentHashMap<>();

    AtPoints(DrillFarm farm, Marks marks) {
        this.farm = farm;
        this.marks = marks;
    }

    /** Arms the point, waits until somebody comes by, and lets them go on if they were frozen. */
    void strike(Planned p, FaultPoint point, String signal) throws InterruptedException {
        ReentrantLock lock = busy.computeIfAbsent(point, one -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            long since = System.currentTimeMillis();
            farm.points().arm(point, signal);
            Optional<Points.Passage> struck = await(point, since);
            if (struck.isEmpty()) {
                marks.unable(p, "who came by did not say so");
                return;
            }
            marks.blow(p, struck.get().who(), struck.get().at());
            Part part = farm.part(struck.get().who());
            if (signal.equals("STOP")) {
                wake(p, part);
            } else {
                part.awaitDown();
            }
        } finally {
            lock.unlock();
        }
    }

    private void wake(Planned p, Part part) throws InterruptedException {
        try {
            Thread.sleep(p.millis());
        } finally {
            part.signal("CONT");
            marks.mended(p);
        }
    }

    /** As long as it takes: while a server is away nobody passes, and the end of the storm interrupts. */
    private Optional<Points.Passage> await(FaultPoint point, long since) throws InterruptedException {
        try {
            while (farm.points().isArmed(point)) {
                Thread.sleep(20);
            }
            return last(point, since);
        } finally {
            farm.points().disarm(point);
        }
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
