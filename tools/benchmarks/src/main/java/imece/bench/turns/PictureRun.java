package imece.bench.turns;

import java.time.Instant;
import java.util.UUID;

/**
 * A run that has made its picture, by its worker's own clock.
 *
 * @param started when the slot had its GPU for it
 * @param renderMillis from then until the GPU was done with it
 * @param loadMillis how much of that went into loading a checkpoint; 0 = it was loaded
 * @param completed when its picture was stored
 */
record PictureRun(UUID job, String gpu, Instant started, long renderMillis, long loadMillis, Instant completed) {

    /** When the GPU was done with it. */
    Instant drawn() {
        return started.plusMillis(renderMillis);
    }
}
