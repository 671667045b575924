package imece.gateway.owner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What each owner of jobs may have, under {@code imece.limits.owner}: over all gateways, to the unit. An operator can set other
 * limits for one of them while the farm runs. How many jobs may wait is {@code imece.gateway.max-waiting-per-user}.
 *
 * @param perMinute jobs that an owner may ask for in a minute, each of a request for several counted; more are refused with 429
 * @param burst jobs that an owner may ask for at once after a rest; 8 or more, for one request may ask for so many
 * @param newVisitorWaiting waiting jobs of a visitor in its first 10 minutes, where the gateway listens beyond loopback
 * @param usersOfApp users that one app key may name, of those that have something here; the requests of more are refused with 429
 * @param dailyPictures pictures that an owner may have made on a day (UTC). If it is not set, any number
 * @param dailyGpuSeconds seconds on GPUs that an owner may use on a day (UTC). If it is not set, any number
 * @param dailyBytes bytes that an owner may have stored on a day (UTC), as pictures and uploads. If it is not set, any number
 */
@Validated
@ConfigurationProperties("imece.limits.owner")
public record OwnerSettings(
        @DefaultValue("60") @Min(1) @Max(60_000_000) int perMinute,
        @DefaultValue("20") @Min(8) @Max(1_000_000) int burst,
        @DefaultValue("10") @Min(1) int newVisitorWaiting,
        @DefaultValue("10000") @Min(1) @Max(10_000_000) int usersOfApp,
        @Nullable @Min(0) Long dailyPictures,
        @Nullable @Min(0) Long dailyGpuSeconds,
        @Nullable @Min(0) Long dailyBytes) {}
