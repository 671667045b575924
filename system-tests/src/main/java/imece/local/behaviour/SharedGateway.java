package imece.local.behaviour;

import imece.local.TestServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One gateway for all classes that need no settings of their own; each leaves an empty line behind. */
final class SharedGateway implements ParameterResolver, AfterAllCallback {
    private static @Nullable GatewayUnderTest running;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == GatewayUnderTest.class;
    }

    @Override
    public GatewayUnderTest resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return gateway();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        gateway().emptyLine();
    }

    /** Runs until its servers are needed back; who asks after that gets another one. */
    private static synchronized GatewayUnderTest gateway() {
        GatewayUnderTest gateway = running;
        if (gateway == null) {
            gateway = GatewayUnderTest.start(TestServers.fresh(SharedGateway.class, SharedGateway::end));
            running = gateway;
        }
        return gateway;
    }

    private static synchronized void end() {
        GatewayUnderTest gateway = running;
        running = null;
        if (gateway != null) {
            gateway.close();
        }
    }
}
