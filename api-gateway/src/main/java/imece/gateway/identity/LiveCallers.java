package imece.gateway.identity;

import java.util.Collection;
import java.util.Set;

/** Which callers may go on: a socket outlives the request that opened it, and the key or session that it was opened by may end. */
public interface LiveCallers {

    /** Those of these who may not: their session or key has ended, or what was theirs is somebody else's now. */
    Set<Caller> ended(Collection<Caller> callers);
}
