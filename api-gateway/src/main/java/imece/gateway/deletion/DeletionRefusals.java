package imece.gateway.deletion;

import imece.gateway.http.Refusal;
import org.springframework.http.HttpStatus;

/** How undoing is refused. */
final class DeletionRefusals {

    private DeletionRefusals() {}

    /** It was purged, undone before, or never made. */
    static Refusal tooLate() {
        return Refusal.of(
                HttpStatus.GONE,
                "undo-too-late",
                "This cannot be undone any more: " + Deletions.UNDO.toSeconds()
                        + " s after it was asked for it is gone.");
    }
}
