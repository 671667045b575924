package imece.contract;

/**
 * How many bytes a message may have, by the exchange that it went through. Honest ones stay far below; what exceeds it is
 * never kept in memory, only counted. So whoever may publish cannot fill anybody's memory.
 */
public final class MessageSize {

    /** A change of state: a run, a slot, and a failure in words. */
    public static final int STATUS = 64 << 10;

    /** A heartbeat with what every slot of a machine could load, or a preview. */
    public static final int LIVE = 1 << 20;

    /** Of those a preview, a small JPEG; a larger one is told to nobody. */
    public static final int PREVIEW = 512 << 10;

    /** A job: two prompts, LoRAs, signed addresses. */
    public static final int JOBS = 256 << 10;

    /** An order; the longest one names the lanes in which jobs wait. */
    public static final int CONTROL = 256 << 10;

    /** A frame for browsers. */
    public static final int UPDATES = 1 << 20;

    /** Whatever took another way. */
    public static final int OTHERS = 64 << 10;

    private MessageSize() {}

    /** The most bytes of a message that was published to this exchange. */
    public static int most(String exchange) {
        return switch (exchange) {
            case Topology.STATUS -> STATUS;
            case Topology.LIVE -> LIVE;
            case Topology.JOBS -> JOBS;
            case Topology.CONTROL -> CONTROL;
            case Topology.UPDATES -> UPDATES;
            default -> OTHERS;
        };
    }
}
