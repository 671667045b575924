package imece.gateway.workers;

import imece.contract.LiveEvent;
import java.util.UUID;

/**
 * Whoever is told how runs go on while they do. Told on the thread that hears heartbeats, so nobody may wait here; what it is
 * told may be lost, and decides nothing.
 */
public interface RunWatcher {

    /** How far a run is. */
    void progress(LiveEvent.Progress step);

    /**
     * What the picture of a run looks like so far.
     *
     * @param seq of two previews of a run the higher is the newer
     * @param jpeg the picture, at most 1 MiB
     */
    void preview(UUID job, UUID run, long seq, byte[] jpeg);
}
