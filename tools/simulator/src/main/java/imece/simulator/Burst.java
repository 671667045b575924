package imece.simulator;

import imece.gateway.turn.RunEstimates;
import imece.gateway.turn.SizeClass;
import imece.gateway.turn.TurnRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Many jobs at once, their checkpoints drawn by lot: how often do slots change what they have loaded? What a test on a real
 * farm of demo engines does, too.
 *
 * @param jobs how many
 * @param checkpoints over how many checkpoints
 * @param slots on how many GPUs
 * @param run how long each runs, and how long a checkpoint loads, in milliseconds
 */
record Burst(int jobs, int checkpoints, int slots, long run) {

    /** The one that the docs tell of. */
    static final Burst USUAL = new Burst(80, 4, 2, 3000);

    private static final SizeClass SIZE = SizeClass.of(20, 512L * 512);

    /**
     * How many loads there were, without the first one of each slot.
     *
     * @param owners among how many owners the jobs are dealt out
     * @param known whether such runs have ended before, so that it is known how long they take
     */
    long changes(LineDiscipline policy, int owners, boolean known, long seed) {
        LinePolicy line = switch (policy) {
            case TURNS -> new TurnLine(TurnRules.STANDARD, known ? learnt() : new RunEstimates(), false);
            case FIFO, WARM_FIRST, SWARMUI, INVOKEAI, VTC -> policy.policy();
        };
        VirtualFarm farm = new VirtualFarm(FarmShape.alike(slots, run), line, FarmWatch.NOBODY);
        Random chance = new Random(seed);
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            requests.add(new Request(0, "owner " + i % owners, "M" + chance.nextInt(checkpoints), SIZE, run));
        }
        farm.run(requests);
        return farm.loads() - slots;
    }

    /** The mean of so many draws. */
    double mean(LineDiscipline policy, int owners, boolean known, long seed, int draws) {
        return IntStream.range(0, draws)
                .mapToLong(draw -> changes(policy, owners, known, seed * draws + draw))
                .average()
                .orElse(0);
    }

    private RunEstimates learnt() {
        RunEstimates learnt = new RunEstimates();
        for (int i = 0; i < checkpoints; i++) {
            learnt.ranFor("M" + i, SIZE, VirtualFarm.GPU_NAME, run);
            learnt.loadedFor("M" + i, VirtualFarm.GPU_NAME, run);
        }
        return learnt;
    }
}
