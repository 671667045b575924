package imece.gateway.identity;

import org.springframework.stereotype.Component;

/**
 * What of an address may be written into a row: a mark that is the same for the same address and at all gateways, and tells
 * nobody the address who does not have the farm's key.
 */
@Component
public class AddressMarks {

    private static final String PURPOSE = "address";
    private static final int DIGITS = 32;

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
}
