package imece.gateway.access;

import imece.gateway.AccessSettings;
import imece.gateway.AccessSettings.AccessMode;
import imece.gateway.owner.GatewayReach;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Tells by a gauge whether this gateway lets in everybody who reaches it, and others than its own machine do. */
@Component
class OpenFarmGauge {

    OpenFarmGauge(AccessSettings access, GatewayReach reach, MeterRegistry meters) {
        boolean open = access.mode() == AccessMode.OPEN && reach.beyondLoopback();
        Gauge.builder("imece.open.to.all", () -> open ? 1 : 0).register(meters);
    }
}
