package imece.gateway.turn;

/** How long loading takes. */
@FunctionalInterface
public interface LoadTimes {

    /** How long a GPU of this name is expected to load this checkpoint, in milliseconds. */
    long loadMillis(String checkpoint, String gpuName);
}
