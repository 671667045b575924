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
 * @param publicUrl where browsers find the farm; decides about {@code Secure} cookies and the allowed origin. Null = whatever
 *     host the request names
 * @param uploadUrls where workers find the gateways, tried in order
 * @param pictures folder of the picture store; shared by all gateways
 * @param keyFile file with the signing key; made at the first start if it does not exist
 * @param operatorTokenFile file with the operator token; made at the first start if it does not exist
 * @param maxRun longest run of one job, lock wait not counted
 * @param maxDeliveries from this delivery on a worker gives the message back unrun
 * @param maxWaitingPerUser waiting jobs that one visitor may have
 * @param maxWaiting waiting jobs in all
 * @param maxUploadBytes largest picture that a worker may upload
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
