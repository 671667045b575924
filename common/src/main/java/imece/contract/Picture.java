package imece.contract;

/**
 * A stored picture.
 *
 * @param sha256 of its bytes, lower-case hex
 * @param bytes its size
 * @param width pixels
 * @param height pixels
 */
public record Picture(String sha256, long bytes, int width, int height) {
    public Picture {
        MessageFields.require(sha256);
        MessageFields.demand(sha256.matches("[0-9a-f]{64}") && bytes > 0 && width > 0 && height > 0);
    }
}
