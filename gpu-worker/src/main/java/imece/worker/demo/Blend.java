package imece.worker.demo;

import imece.contract.RenderSpec;
import imece.worker.engine.InitPicture;
import java.util.Objects;

/** Lays a pattern over the picture that a job begins from. Pure. */
final class Blend {

    private Blend() {}

    /** The pixels of both, the pattern's counted by the denoising strength: 1 leaves nothing of the picture. */
    static int[] of(InitPicture init, int[] pattern, RenderSpec spec) {
        int width = spec.width();
        int height = spec.height();
        double strength = Objects.requireNonNullElse(spec.denoisingStrength(), 1.0);
        int[] below = init.covering(width, height).getRGB(0, 0, width, height, null, 0, width);
        int[] mixed = new int[pattern.length];
        for (int i = 0; i < pattern.length; i++) {
            mixed[i] = 0xff000000
                    | mix(below[i] >> 16, pattern[i] >> 16, strength) << 16
                    | mix(below[i] >> 8, pattern[i] >> 8, strength) << 8
                    | mix(below[i], pattern[i], strength);
        }
        return mixed;
    }

    private static int mix(int below, int above, double strength) {
        return (int) Math.round((below & 0xff) * (1 - strength) + (above & 0xff) * strength);
    }
}
