package imece.gateway;

import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much anybody may have of what all share, under {@code imece.limits}. An address is one of IPv4 or a {@code /64} of IPv6.
 *
 * @param exempt networks whose addresses have no limits of their own; visitors and gateways have theirs there, too. An
 *     address that a trusted proxy forwards counts as itself
 * @param sockets open WebSockets of one gateway; more are closed with 1013. If it is not set, one for each 512 KiB of its heap
 * @param socketsPerVisitor open WebSockets of one visitor at one gateway; more are closed with 1013
 * @param socketsPerAddress open WebSockets of one address at one gateway; more are closed with 1013
 * @param waitingWithoutCookie waiting jobs of all callers of one address together that have sent no cookie back; more are
 *     refused with 429. It holds over all gateways, and for loopback too
 */
@Validated
@ConfigurationProperties("imece.limits")
public record LimitSettings(
        @DefaultValue({"127.0.0.0/8", "::1/128"}) List<String> exempt,
        @Nullable @Min(1) Integer sockets,
        @DefaultValue("20") @Min(1) int socketsPerVisitor,
        @DefaultValue("200") @Min(1) int socketsPerAddress,
        @DefaultValue("8") @Min(1) int waitingWithoutCookie) {

    private static final long HEAP_PER_SOCKET = 512L << 10;

    public LimitSettings {
        exempt = List.copyOf(exempt);
        Networks.of("imece.limits.exempt", exempt);
    }

    /** Those whose addresses have no limit of their own. */
    public Networks exemptNetworks() {
        return Networks.of("imece.limits.exempt", exempt);
    }

    /**
     * Open WebSockets of this gateway.
     *
     * @param heap the most that its heap may grow to, in bytes
     */
    public int socketsWithin(long heap) {
        return sockets != null ? sockets : Math.clamp(heap / HEAP_PER_SOCKET, 1, 1 << 20);
    }
}
