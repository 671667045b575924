package imece.picture;

/** What a file's own bytes say about the picture in it. */
public sealed interface PictureReading {

    /**
     * A whole picture.
     *
     * @param width pixels, as they are stored; as the file says, so perhaps beyond all reason
     * @param height pixels, as they are stored
     * @param end how many bytes it takes; what stands behind them is no part of it
     * @param orientation how it is turned for whoever looks at it
     */
    record WholePicture(PictureKind kind, int width, int height, long end, Orientation orientation)
            implements PictureReading {

        /** Whether no side is longer than so many pixels, or shorter than one. */
        public boolean fits(int mostSide) {
            return width >= 1 && height >= 1 && width <= mostSide && height <= mostSide;
        }

        /** Whether it has exactly these sides. */
        public boolean measures(PictureSize size) {
            return width == size.width() && height == size.height();
        }
    }

    /** A picture of a format that is not read here, such as {@code HEIC}. */
    record ForeignPicture(String name) implements PictureReading {}

    /**
     * A picture of a format that is read here, but of a variety that is not.
     *
     * @param why what it has or is, such as {@code is animated}
     */
    record UnreadPicture(PictureKind kind, String why) implements PictureReading {}

    /** A part of a picture of this format, or a damaged one. */
    record BrokenPicture(PictureKind kind) implements PictureReading {}

    /** Something else. */
    record NoPicture() implements PictureReading {}

    /**
     * The sides that a picture has or is to have.
     *
     * @param width pixels
     * @param height pixels
     */
    record PictureSize(int width, int height) {}
}
