package imece.gateway.line;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Who looks at the line through this gateway. */
public interface LineWatchers {

    /** Those who are connected here and have a job that waits, by its lane; the caller's own copy. */
    Map<String, Set<UUID>> waiting();
}
