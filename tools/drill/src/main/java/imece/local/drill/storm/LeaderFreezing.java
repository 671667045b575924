package imece.local.drill.storm;

import imece.local.drill.farm.Audit;
import imece.local.drill.farm.DrillFarm;
import imece.local.drill.farm.Part;
import imece.local.drill.storm.Schedule.Planned;
import imece.local.os.CommandProblem;
import java.io.IOException;
import java.util.Optional;

/** Freezes whichever gateway dispatches: by chance it would be hit every other time only, and seldom for long enough. */
final class LeaderFreezing {
    private static final long LOOK_MILLIS = 100;

    private final DrillFarm farm;
    private final Audit audit;
    private final Marks marks;

    LeaderFreezing(DrillFarm farm, Marks marks) {
        this.farm = farm;
        this.audit = new Audit(farm.postgres());
        this.marks = marks;
    }

    /** Waits until one leads that nothing else befalls, freezes it and wakes it. */
    void freeze(Planned p) throws IOException, InterruptedException {
        while (!frozen(p)) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private boolean frozen(Planned p) throws IOException, InterruptedException {
        Optional<Part> leader = leader();
        if (leader.isEmpty() || !leader.get().busy().tryLock()) {
            return false;
        }
        Part part = leader.get();
        try {
            // It may have lost the lead while it was looked for.
            if (!part.isUp() || !leader().equals(leader)) {
                return false;
            }
            marks.lasting(
                    p,
                    part.name(),
                    () -> {
                        part.signal("STOP");
                        Thread.sleep(p.millis());
                    },
                    () -> part.signal("CONT"));
            return true;
        } finally {
            part.busy().unlock();
        }
    }

    private Optional<Part> leader() {
        try {
            return audit.leader().map(farm::part);
        } catch (CommandProblem databaseAway) {
            return Optional.empty();
        }
    }
}
