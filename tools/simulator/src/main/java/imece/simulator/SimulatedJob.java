package imece.simulator;

/** A request on its way through the farm. Times in milliseconds from the beginning; -1 = not yet. */
final class SimulatedJob {

    /** What became of it. */
    enum Fate {
        LIVE,
        DONE,
        CANCELLED
    }

    final long ticket;
    final Request request;
    long began = -1;
    long ended = -1;
    boolean loaded;
    Fate fate = Fate.LIVE;

    SimulatedJob(long ticket, Request request) {
        this.ticket = ticket;
        this.request = request;
    }

    /** How long it waited for a GPU. */
    long waited() {
        return began - request.arrival();
    }
}
