package imece.gateway.owner;

import imece.gateway.identity.ClientAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something that is written down.
 *
 * @param owner whose it will be
 * @param through the row whose limits count beside the owner's: that of a key; null = none
 * @param address id of the row of the address that asks, if that may be forbidden to; null for whoever is known by more than a
 *     cookie
 * @param unseenFrom the address that is charged with a new visitor, should this one have no row yet; null = none is, or it was
 *     already
 */
public record Asker(
        UUID owner,
        @Nullable UUID through,
        @Nullable UUID address,
        @Nullable ClientAddress unseenFrom) {

    /** The same for another owner. */
    public Asker as(UUID another) {
        return new Asker(another, through, address, unseenFrom);
    }
}
