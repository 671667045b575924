package imece.bench;

/** How long a run measures. */
enum Extent {
    /** Twenty minutes, five rounds. */
    WHOLE,
    /** Three minutes at most: shows that everything works. */
    QUICK
}
