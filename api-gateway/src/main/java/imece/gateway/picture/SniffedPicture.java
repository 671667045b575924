package imece.gateway.picture;

/**
 * What a file's own bytes say about the picture in it.
 *
 * @param width pixels
 * @param height pixels
 */
public record SniffedPicture(PictureKind kind, int width, int height) {

    /** The longest side that is taken: whatever a small file claims to unfold into stays affordable. */
    public static final int MOST_SIDE = 4_096;

    public boolean sane() {
        return width >= 1 && height >= 1 && width <= MOST_SIDE && height <= MOST_SIDE;
    }
}
