package imece.gateway.access;

import imece.gateway.AccessSettings;
import imece.gateway.AccessSettings.AccessMode;
import imece.gateway.owner.ReachableByOthers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Tells by a gauge whether this gateway lets in everybody who reaches it, and others than its own machine do. */
@Component
class OpenToAll {

    OpenToAll(AccessSettings access, ReachableByOthers reachable, MeterRegistry meters) {
        boolean open = access.mode() == AccessMode.OPEN && reachable.listens();
        Gauge.builder("imece.open.to.all", () -> open ? 1 : 0).register(meters);
    }
}
