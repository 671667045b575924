package imece.local;

import java.nio.file.Path;

/** The folder that Imece was built in. */
public final class Home {
    private Home() {}

    /** Absolute; the script says it, in other cases it is the working folder. */
    public static Path folder() {
        return Path.of(System.getProperty("imece.home", "")).toAbsolutePath().normalize();
    }
}
