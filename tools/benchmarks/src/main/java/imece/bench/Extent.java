package imece.bench;

/** How long a run measures. */
enum Extent {
    /** Half an hour, five rounds. */
    WHOLE,
    /** Four minutes at most: shows that everything works. */
    QUICK
}
