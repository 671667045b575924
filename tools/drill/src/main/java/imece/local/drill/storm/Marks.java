package imece.local.drill.storm;

import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import imece.local.drill.storm.Schedule.Planned;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is written down about the faults of a storm: those that were made, those that are over, those that could not be made. */
final class Marks {
    private final History history;
    private final Set<Integer> made = ConcurrentHashMap.newKeySet();

    Marks(History history) {
        this.history = history;
    }

    /** Something that may be interrupted or fail. */
    interface Act {
        void run() throws IOException, InterruptedException;
    }

    /** It was made now. */
    void blow(Planned p, String target) {
        blow(p, target, System.currentTimeMillis());
    }

    /** It was made then: what happens to a process may be seen before it is written down. */
    void blow(Planned p, String target, long at) {
        made.add(p.id());
        history.note(new Entry.Blow(at, p.id(), p.name(), target));
    }

    /** One that lasts is over. */
    void mended(Planned p) {
        history.note(new Entry.Mended(System.currentTimeMillis(), p.id()));
    }

    /** It was planned, and this is why it was not made. Says nothing where it was made and failed later. */
    void unable(Planned p, String why) {
        if (!made.contains(p.id())) {
            history.note(new Entry.Unable(System.currentTimeMillis(), p.name(), why));
        }
    }

    /** Makes one that lasts, and mends it whatever comes. */
    void lasting(Planned p, String target, Act harm, Act mend) throws IOException, InterruptedException {
        blow(p, target);
        mending(p, harm, mend);
    }

    /** The same for one that can fail on its way: it tells itself when it was made. */
    void mending(Planned p, Act harm, Act mend) throws IOException, InterruptedException {
        try {
            harm.run();
        } finally {
            boolean interrupted = Thread.interrupted();
            mend.run();
            mended(p);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
