package imece.worker.run;

import imece.contract.Phase;

/** How far a run is, 0 to 100, from its phase and steps. Pure; never falls while a run goes through its phases. */
final class Percent {

    private static final int DENOISING_FROM = 4;
    private static final int DENOISING_TO = 92;

    private Percent() {}

    static int of(Phase phase, int step, int steps) {
        return switch (phase) {
            case WAITING_FOR_GPU -> 0;
            case LOADING_CHECKPOINT -> 2;
            case DENOISING -> DENOISING_FROM + share(step, steps) * (DENOISING_TO - DENOISING_FROM) / 100;
            case DECODING -> 94;
            case UPLOADING -> 97;
        };
    }

    private static int share(int step, int steps) {
        return steps <= 0 ? 0 : (int) (100L * Math.clamp(step, 0, steps) / steps);
    }
}
