package imece.gateway;

import imece.contract.GatewayPorts;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives health and metrics a port of their own where none is set: the gateway's, and {@value GatewayPorts#MANAGEMENT_ABOVE}
 * more. A settings file cannot add, so this is done here, behind everything that can be set. Named in {@code spring.factories}.
 */
final class ManagementPort implements EnvironmentPostProcessor, Ordered {

    private static final String PORT = "server.port";
    private static final String MANAGEMENT_PORT = "management.server.port";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Integer port = environment.getProperty(PORT, Integer.class);
        if (port == null || environment.containsProperty(MANAGEMENT_PORT)) {
            return;
        }
        if (port > GatewayPorts.HIGHEST) {
            throw new IllegalArgumentException(PORT + " is " + port + ", and " + GatewayPorts.MANAGEMENT_ABOVE
                    + " above it there is no port for health and metrics. Set " + MANAGEMENT_PORT + ", too.");
        }
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "managementPort", Map.of(MANAGEMENT_PORT, GatewayPorts.management(Math.max(0, port)))));
    }

    /** After the settings file, which says the gateway's port. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
