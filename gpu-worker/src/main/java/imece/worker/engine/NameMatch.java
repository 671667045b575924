package imece.worker.engine;

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
}
