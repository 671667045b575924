package imece.simulator;

import imece.gateway.turn.SizeClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Requests drawn by lot, with the statistics of a recorded trace of image generation (docs/scheduling.md): few owners with very
 * many jobs and many with few, five checkpoints that make most, owners who stay with theirs, arrivals in bursts, run times
 * without an end.
 */
final class SyntheticTrace {

    /** As many as were recorded. */
    static final int USUAL = 26_823;

    /** Shares of the five checkpoints that make most; the others share the rest, each less than the one before. */
    private static final double[] FAVOURITES = {0.307, 0.150, 0.094, 0.079, 0.075};

    private static final int CHECKPOINTS = 87;
    private static final double STAYS = 0.676;

    /** Owners who ask at about the same time. */
    private static final int TOGETHER = 5;

    private static final double GAP_MEDIAN = 15_000;
    private static final double GAP_SPREAD = 1.17;

    /** How much busy hours differ from quiet ones, and after how many jobs that has changed. */
    private static final double TIDE_SPREAD = 0.88;

    private static final double TIDE = 200;

    /** How often nobody asks for hours. */
    private static final double NIGHTS = 0.0015;

    private static final double NIGHT = 20_000_000;
    private static final double OWNER_MEDIAN = 1.45;
    private static final double OWNER_SPREAD = 1.7;
    private static final double RUN_MEDIAN = 19_800;
    private static final double RUN_SPREAD = 0.62;
    private static final long PIXELS = 512L * 512;

    private final Random chance;
    private final List<Session> sessions = new ArrayList<>();
    private int owners;

    private static final class Session {
        private final String owner;
        private int left;
        private String checkpoint;

        Session(String owner, int left, String checkpoint) {
            this.owner = owner;
            this.left = left;
            this.checkpoint = checkpoint;
        }
    }

    private SyntheticTrace(long seed) {
        this.chance = new Random(seed);
    }

    /** So many jobs. The same seed draws the same. */
    static Trace of(int jobs, long seed) {
        return new SyntheticTrace(seed).draw(jobs);
    }

    private Trace draw(int jobs) {
        List<Request> requests = new ArrayList<>();
        double kept = Math.exp(-1 / TIDE);
        double tide = 0;
        double now = 0;
        for (int i = 0; i < jobs; i++) {
            requests.add(request(Math.round(now)));
            tide = kept * tide + Math.sqrt(1 - kept * kept) * TIDE_SPREAD * chance.nextGaussian();
            now += GAP_MEDIAN * Math.exp(tide + GAP_SPREAD * chance.nextGaussian());
            now += chance.nextDouble() < NIGHTS ? 2 * NIGHT * chance.nextDouble() : 0;
        }
        return new Trace(requests);
    }

    private Request request(long at) {
        while (sessions.size() < TOGETHER) {
            int jobs = (int) Math.ceil(OWNER_MEDIAN * Math.exp(OWNER_SPREAD * chance.nextGaussian()));
            sessions.add(new Session("S%04d".formatted(owners++), jobs, checkpoint()));
        }
        Session session = sessions.get(chance.nextInt(sessions.size()));
        if (--session.left == 0) {
            sessions.remove(session);
        }
        if (chance.nextDouble() >= STAYS) {
            session.checkpoint = checkpoint();
        }
        int pictures = pictures();
        double run = RUN_MEDIAN * Math.pow(pictures, 0.25) * Math.exp(RUN_SPREAD * chance.nextGaussian());
        return new Request(
                at, session.owner, session.checkpoint, SizeClass.of(30L * pictures, PIXELS), Math.round(run));
    }

    private int pictures() {
        double drawn = chance.nextDouble();
        return drawn < 0.58 ? 1 : drawn < 0.66 ? 2 : drawn < 0.85 ? 4 : 8;
    }

    private String checkpoint() {
        double drawn = chance.nextDouble();
        for (int i = 0; i < FAVOURITES.length; i++) {
            drawn -= FAVOURITES[i];
            if (drawn < 0) {
                return name(i);
            }
        }
        int others = CHECKPOINTS - FAVOURITES.length;
        return name(FAVOURITES.length + (int) (others * Math.pow(chance.nextDouble(), 3)));
    }

    private static String name(int number) {
        return "M%04d".formatted(number);
    }
}
