package imece.bench;

/** One question and how it is answered. */
sealed interface Benchmark
        permits GapBenchmark,
                StartBenchmark,
                FlowBenchmark,
                LineBenchmark,
                WritesBenchmark,
                SubmitBenchmark,
                FootprintBenchmark,
                TurnsBenchmark,
                EntranceBenchmark {

    /** The word on the command line. */
    String name();

    /** What it measures, in a line. */
    String title();

    /** Measures; on return nothing that it started is left but the servers. */
    BenchOutcome measure(BenchServers benchServers) throws Exception;
}
