package imece.bench;

import imece.bench.farm.RunServers;
import java.io.PrintStream;

/**
 * What a benchmark stands on.
 *
 * @param servers PostgreSQL and RabbitMQ of this run, shared one after the other
 * @param extent how long to measure
 * @param progress where to say how far it is
 */
record BenchServers(RunServers servers, Extent extent, PrintStream progress) {

    void say(String line) {
        progress.println("  " + line);
        progress.flush();
    }

    /** Picks by the run's length. */
    int length(int whole, int quick) {
        return switch (extent) {
            case WHOLE -> whole;
            case QUICK -> quick;
        };
    }

    /** The number of the first round. What round 0 measures does not count; a quick run has none. */
    int firstRound() {
        return length(0, 1);
    }

    /** The number of the last round. */
    int rounds() {
        return length(5, 1);
    }
}
