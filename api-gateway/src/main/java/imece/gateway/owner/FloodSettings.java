package imece.gateway.owner;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What visitors from one address may do at one gateway, under {@code imece.limits.address}: a bound for floods, which each gateway
 * counts for itself. Networks of {@code imece.limits.exempt} have none.
 *
 * @param newVisitors visitors who write something for the first time within an hour, of an address of IPv4 or a {@code /64} of
 *     IPv6; more are refused with 429
 * @param newVisitorsOfNetwork the same of a {@code /48} of IPv6
 * @param submits calls of visitors that ask for jobs within a minute, of an address of IPv4 or a {@code /64} of IPv6; more are
 *     refused with 429
 */
@Validated
@ConfigurationProperties("imece.limits.address")
public record FloodSettings(
        @DefaultValue("60") @Min(1) int newVisitors,
        @DefaultValue("600") @Min(1) int newVisitorsOfNetwork,
        @DefaultValue("240") @Min(1) int submits) {}
