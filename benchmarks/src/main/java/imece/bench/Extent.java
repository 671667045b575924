package imece.bench;

/** How long a run measures. */
enum Extent {
    /** Twenty minutes, five rounds. */
    WHOLE,
    /** A minute or two: shows that everything works. */
    QUICK
}
