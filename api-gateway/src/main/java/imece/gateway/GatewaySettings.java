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
 * @param allowedHosts names, with commas between, under which the gateway may be asked beside those that it knows: localhost, IP
 *     addresses, and the hosts of {@code public-url} and {@code upload-urls}. A request for another {@code Host} is refused with
 *     421
 * @param trustedProxies networks of the proxies before the gateway, such as 10.0.0.0/8: from them alone it believes
 *     {@code X-Forwarded-For} (the address that called is the last one there that is no such proxy), {@code X-Forwarded-Proto},
 *     {@code X-Forwarded-Host} and {@code X-Forwarded-Port}. If none is set, it believes nobody
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
        @DefaultValue List<String> allowedHosts,
        @DefaultValue List<String> trustedProxies,
        @NotEmpty List<URI> uploadUrls,
        Path pictures,
        Path keyFile,
        Path operatorTokenFile,
        @DefaultValue("10m") Duration maxRun,
        @DefaultValue("8") @Min(1) @Max(1000) int maxDeliveries,
        @DefaultValue("100") @Min(1) int maxWaitingPerUser,
        @DefaultValue("10000") @Min(1) int maxWaiting,
        @DefaultValue("67108864") @Min(1024) long maxUploadBytes) {

    public GatewaySettings {
        allowedHosts = List.copyOf(allowedHosts);
        trustedProxies = trustedProxies.stream().map(String::strip).toList();
        Networks.of("imece.gateway.trusted-proxies", trustedProxies);
    }

    /** Whether browsers are to find the farm by https. */
    public boolean behindHttps() {
        return publicUrl != null && "https".equalsIgnoreCase(publicUrl.getScheme());
    }
}
