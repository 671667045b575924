package imece.gateway.picture;

import imece.gateway.http.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Why the picture store takes nothing, told to whoever sends a picture. */
public final class StoreRefusals {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private StoreRefusals() {}

    /** Whether the disk has refused because it is full. */
    public static boolean noRoom(IOException failure) {
        String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return reason.contains("no space") || reason.contains("quota");
    }

    /** What the operator is told of it. */
    static String sentence(IOException failure) {
        return (noRoom(failure) ? "The disk is full (" : "The disk refuses (") + failure + ").";
    }

    /** 507 if there is no room, else 503. */
    public static Refusal later(boolean noRoom) {
        return Refusal.later(
                noRoom ? HttpStatus.INSUFFICIENT_STORAGE : HttpStatus.SERVICE_UNAVAILABLE,
                noRoom ? "store-full" : "store-unavailable",
                "The picture store takes nothing at the moment. Please try again.",
                PATIENCE);
    }
}
