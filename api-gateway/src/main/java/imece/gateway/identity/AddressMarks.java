package imece.gateway.identity;

import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What of an address may be written into a row: a mark that is the same for the same address and at all gateways, and tells
 * nobody the address who does not have the farm's key.
 */
@Component
public class AddressMarks {

    private static final String PURPOSE = "address";
    private static final int DIGITS = 32;
    private static final int HALF = 16;
    private static final int HEX = 16;

    private final Signatures signatures;

    AddressMarks(Signatures signatures) {
        this.signatures = signatures;
    }

    /**
     * The mark of an address.
     *
     * @return 32 lower-case hex digits
     */
    public String of(ClientAddress address) {
        return signatures.sign(PURPOSE, address.block()).substring(0, DIGITS);
    }

    /** The id of the row of an address, if it has one: its mark. */
    public UUID row(ClientAddress address) {
        String mark = of(address);
        return new UUID(
                Long.parseUnsignedLong(mark.substring(0, HALF), HEX),
                Long.parseUnsignedLong(mark.substring(HALF), HEX));
    }
}
