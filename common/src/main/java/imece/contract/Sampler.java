package imece.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How noise is taken away: the farm's own names. Each engine's adapter translates them into its engine's words. */
public enum Sampler {
    EULER("euler"),
    EULER_ANCESTRAL("euler_ancestral"),
    HEUN("heun"),
    DPM2("dpm2"),
    DPMPP_2M("dpmpp_2m"),
    DPMPP_2M_SDE("dpmpp_2m_sde"),
    DPMPP_SDE("dpmpp_sde"),
    DDIM("ddim"),
    UNI_PC("uni_pc"),
    LCM("lcm");

    private final String word;

    Sampler(String word) {
        this.word = word;
    }

    /** The word used in requests, messages and rows. */
    public String word() {
        return word;
    }

    /** The sampler of this word, or empty if the farm has none of that name. */
    public static Optional<Sampler> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /** Every word; the first is what a job gets that does not ask. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Sampler::word).toList();
    }
}
