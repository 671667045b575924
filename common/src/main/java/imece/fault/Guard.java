package imece.fault;

import java.util.List;
import java.util.Locale;

/**
 * What keeps the farm's promises, and what a drill can take away from its own farm to see that its checker notices:
 * {@code -Dimece.drill.without=fence,gpu-lock}. Nothing else ever sets it, and without {@link FaultPoint#FOLDER_PROPERTY} it is
 * not heeded.
 */
public enum Guard {
    /** Events count only under the epoch that their job's row has. */
    FENCE,
    /** A GPU is locked while it draws. */
    GPU_LOCK,
    /** The store locks the rows that it decides on, and writes them only at the version it has read. */
    ROW_VERSION;

    /** Names the guards to be taken away, with commas between. */
    public static final String WITHOUT_PROPERTY = "imece.drill.without";

    private final boolean off = takenAway().contains(word());

    /** Whether a drill took it away. */
    public boolean off() {
        return off;
    }

    private static List<String> takenAway() {
        return System.getProperty(FaultPoint.FOLDER_PROPERTY) == null
                ? List.of()
                : List.of(System.getProperty(WITHOUT_PROPERTY, "").split(",", -1));
    }

    /** As it is written in the property: {@code gpu-lock}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
