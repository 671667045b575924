package imece.worker.run;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The different jobs in a row whose pictures came back from one engine in one single colour. One may have asked for that; several,
 * one after the other, speak against the engine, as a model does that overflows and draws black. Pure.
 */
record FlatPictures(Set<UUID> jobs) {

    /** None so far. */
    static final FlatPictures NONE = new FlatPictures(Set.of());

    /** So many different jobs are no accident. */
    static final int ENOUGH = 3;

    /** Why a slot is not trusted then. */
    static final String WHY = ENOUGH + " jobs in a row came back in one single colour.";

    FlatPictures {
        jobs = Set.copyOf(jobs);
    }

    /** One more of them. */
    FlatPictures and(UUID job) {
        Set<UUID> more = new HashSet<>(jobs);
        more.add(job);
        return new FlatPictures(more);
    }

    /** Whether they speak against the engine. */
    boolean enough() {
        return jobs.size() >= ENOUGH;
    }
}
