package imece.simulator;

/** What happens to a farm besides requests. */
sealed interface Disturbance {

    /** When, in milliseconds from the beginning. */
    long at();

    /** A slot goes; the job that it had is back in the line. */
    record SlotGoes(long at, int slot) implements Disturbance {}

    /** The slot is there again, with nothing loaded. */
    record SlotComes(long at, int slot) implements Disturbance {}

    /** The owner cancels a job, if it is live: by its number among the requests. */
    record Cancel(long at, int request) implements Disturbance {}
}
