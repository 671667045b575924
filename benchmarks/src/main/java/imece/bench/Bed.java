package imece.bench;

import imece.bench.farm.Servers;
import java.io.PrintStream;

/**
 * What a benchmark stands on.
 *
 * @param servers PostgreSQL and RabbitMQ of this run, shared one after the other
 * @param extent how long to measure
 * @param progress where to say how far it is
 */
record Bed(Servers servers, Extent extent, PrintStream progress) {

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

    /** Rounds that count; one more goes before them and does not. */
    int rounds() {
        return length(5, 2);
    }
}
