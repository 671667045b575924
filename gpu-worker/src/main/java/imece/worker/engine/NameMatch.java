package imece.worker.engine;

import imece.contract.Lora;
import java.util.List;
import java.util.Optional;

/** Finds what an engine has under the name that a job uses for it. */
public final class NameMatch {

    private NameMatch() {}

    /** The file of this name, with or without its ending. */
    public static Optional<String> file(String asked, List<String> files) {
        return files.stream()
                .filter(file -> file.equals(asked)
                        || file.replaceAll("\\.[A-Za-z0-9]+$", "").equals(asked))
                .findFirst();
    }

    /** The LoRA's file of this name, whether it was asked for with or without its ending. */
    public static Optional<String> lora(String asked, List<String> files) {
        return files.stream()
                .filter(file -> Lora.plain(file).equals(Lora.plain(asked)))
                .findFirst();
    }
}
