package imece.gateway.identity;

import imece.gateway.GatewaySettings;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Has Tomcat believe what {@code imece.gateway.trusted-proxies} say of their callers; from anybody else it is a header. */
@Component
class TrustedProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final GatewaySettings settings;

    TrustedProxies(GatewaySettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        if (!settings.trustedProxies().isEmpty()) {
            factory.addEngineValves(valve());
        }
    }

    private RemoteIpValve valve() {
        RemoteIpValve valve = new RemoteIpValve();
        // Tomcat trusts private networks by itself.
        valve.setInternalProxies(String.join(",", settings.trustedProxies()));
        valve.setProtocolHeader("X-Forwarded-Proto");
        valve.setHostHeader("X-Forwarded-Host");
        valve.setPortHeader("X-Forwarded-Port");
        return valve;
    }
}
