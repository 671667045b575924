package imece.gateway;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a gateway can be told, under {@code imece.gateway}.
 *
 * @param publicUrl where browsers find the farm; {@code https} makes cookies {@code Secure}, and only pages of this origin may
 *     ask. If it is not set, that is whatever host the request names
 * @param uploadUrls where workers put pictures: the addresses of all gateways, with commas between, tried in order
 * @param pictures folder of the picture store; one folder for all gateways
 * @param keyFile file with the key that signs cookies and upload addresses; one for all gateways; made at the first start
 * @param operatorTokenFile file with the operator's token; made at the first start
 * @param maxRun longest run of one job, from its start to the stored picture; the wait for the GPU does not count
 * @param maxDeliveries from this delivery of a message on, a worker gives it back without running it; 1 to 1000
 * @param maxWaiting waiting jobs of all visitors; more are refused with 429
 * @param maxWaitingPerUser waiting jobs of one visitor; more are refused with 429
 * @param maxUploadBytes largest picture that a worker may upload, in bytes; 1024 or more
 */
@Validated
@ConfigurationProperties("imece.gateway")
public record GatewaySettings(
        @Nullable URI publicUrl,
        @NotEmpty List<URI> uploadUrls,
        Path pictures,
        Path keyFile,
        Path operatorTokenFile,
        @DefaultValue("10m") Duration maxRun,
        @DefaultValue("8") @Min(1) @Max(1000) int maxDeliveries,
        @DefaultValue("100") @Min(1) int maxWaitingPerUser,
        @DefaultValue("10000") @Min(1) int maxWaiting,
        @DefaultValue("67108864") @Min(1024) long maxUploadBytes) {}
