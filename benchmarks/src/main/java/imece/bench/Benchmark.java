package imece.bench;

/** One question and how it is answered. */
sealed interface Benchmark permits Gap, Start, Flow, Line, Writes, Footprint, Entrance {

    /** The word on the command line. */
    String name();

    /** What it measures, in a line. */
    String title();

    /** Measures; on return nothing that it started is left but the servers. */
    Findings measure(Bed bed) throws Exception;
}
