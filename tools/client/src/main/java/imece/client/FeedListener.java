package imece.client;

/** Takes what comes through a feed, one after the other. */
@FunctionalInterface
public interface FeedListener {
    /** A whole text frame: JSON. */
    void text(String frame);

    /** A whole binary frame: a preview, with its job's id before the picture. */
    default void preview(byte[] frame) {}

    /** The gateway has pinged. */
    default void pinged() {}

    /**
     * The feed is over; told once, if it was not this side that closed it.
     *
     * @param code the gateway's reason, or 1006 if it gave none
     */
    default void ended(int code) {}
}
