package imece.local.drill.storm;

import imece.local.drill.farm.Link;
import imece.local.drill.farm.Part;
import imece.local.drill.storm.Schedule.Planned;
import imece.local.net.Cable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What befalls one process at any time, or the cables that lead to it. */
record ToParts(Marks marks) {
    /** Looking for one that runs goes on this often. */
    private static final long LOOK_MILLIS = 100;

    /** Kills one that works; waits for one where all are still starting, for a start has little that could go wrong. */
    void kill(Planned p, List<Part> candidates) throws InterruptedException {
        while (true) {
            for (int i = 0; i < candidates.size(); i++) {
                Part part = candidates.get((p.target() + i) % candidates.size());
                long at = System.currentTimeMillis();
                if (part.isUp() && part.signal("KILL").isPresent()) {
                    marks.blow(p, part.name(), at);
                    part.awaitDown();
                    return;
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Freezes one as soon as it works, and wakes it. */
    void freeze(Planned p, List<Part> candidates) throws IOException, InterruptedException {
        Part part = one(p, candidates);
        alone(part.busy(), () -> {
            while (!part.isUp()) {
                Thread.sleep(LOOK_MILLIS);
            }
            marks.lasting(
                    p,
                    part.name(),
                    () -> {
                        part.signal("STOP");
                        Thread.sleep(p.millis());
                    },
                    () -> part.signal("CONT"));
        });
    }

    /** Does something to a cable of one, and mends it. */
    void cable(Planned p, List<Part> candidates, Link link, Consumer<Cable> harm)
            throws IOException, InterruptedException {
        Part part = one(p, candidates);
        Cable cable = part.cable(link);
        alone(
                part.busy(),
                () -> marks.lasting(
                        p,
                        part.name(),
                        () -> {
                            harm.accept(cable);
                            Thread.sleep(p.millis());
                        },
                        cable::mend));
    }

    static void alone(ReentrantLock lock, Marks.Act act) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            act.run();
        } finally {
            lock.unlock();
        }
    }

    private static Part one(Planned p, List<Part> candidates) {
        return candidates.get(p.target() % candidates.size());
    }
}
