package imece.worker.detect;

import imece.worker.engine.ImageEngine;
import imece.worker.engine.comfyui.ComfyEngine;
import imece.worker.engine.forge.ForgeEngine;
import imece.worker.engine.http.EngineAddress;
import imece.worker.engine.openai.OpenAiEngine;
import imece.worker.engine.sdcpp.SdcppEngine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The engines in other processes that a slot can have. In this order an address is tried: the more telltale first. */
public enum EngineKind {
    COMFYUI("comfyui"),
    /** AUTOMATIC1111's web UI too. Older servers of stable-diffusion.cpp have part of its calls, but no progress. */
    FORGE("forge"),
    SDCPP("sdcpp"),
    OPENAI("openai");

    private final String word;

    EngineKind(String word) {
        this.word = word;
    }

    /** The word in settings and on the command line. */
    public String word() {
        return word;
    }

    /** The kind of this word; {@code a1111} is another word for {@code forge}. */
    public static Optional<EngineKind> of(String word) {
        String plain = word.equals("a1111") ? "forge" : word;
        return Arrays.stream(values()).filter(each -> each.word.equals(plain)).findFirst();
    }

    /** All words, for people. */
    public static String words() {
        return Arrays.stream(values()).map(EngineKind::word).collect(Collectors.joining(", "));
    }

    /**
     * An adapter for what answers there; nothing is asked yet.
     *
     * @param workflow ComfyUI's graph, or null for the standard one; no other kind has any
     */
    public ImageEngine at(EngineAddress address, @Nullable Path workflow) {
        return switch (this) {
            case COMFYUI -> new ComfyEngine(address, workflow);
            case SDCPP -> new SdcppEngine(address);
            case FORGE -> new ForgeEngine(address);
            case OPENAI -> new OpenAiEngine(address);
        };
    }
}
