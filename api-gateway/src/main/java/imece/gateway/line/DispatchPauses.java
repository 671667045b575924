package imece.gateway.line;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Whether what waits waits for something else than its turn. */
public interface DispatchPauses {

    /** Why nothing is dispatched now, at most a job now and then; null while all goes on. */
    @Nullable
    DispatchPause pause();

    /** What is waited for. */
    enum DispatchPause {
        /** The picture store takes no pictures. */
        @JsonProperty("picture-store")
        PICTURE_STORE
    }
}
