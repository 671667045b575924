package imece.gateway.submit;

import imece.contract.RenderSpec;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one request asks for.
 *
 * @param pictures one spec per picture, seeds rising by one
 * @param conversationId the conversation that the request itself names, or null
 */
public record PictureRequest(
        List<RenderSpec> pictures, @Nullable UUID conversationId) {
    public PictureRequest {
        pictures = List.copyOf(pictures);
    }

    /** The prompt that all its pictures share. */
    public String prompt() {
        return pictures.getFirst().prompt();
    }
}
