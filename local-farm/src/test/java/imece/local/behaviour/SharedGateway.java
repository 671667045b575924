package imece.local.behaviour;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One gateway for all classes that need no settings of their own; each leaves an empty line behind. */
final class SharedGateway implements ParameterResolver, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(SharedGateway.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == GatewayUnderTest.class;
    }

    @Override
    public GatewayUnderTest resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return gateway(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        gateway(context).emptyLine();
    }

    private static GatewayUnderTest gateway(ExtensionContext context) {
        // The store closes it after the last class, while the servers still run.
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        GatewayUnderTest.class,
                        key -> GatewayUnderTest.start(SharedGateway.class),
                        GatewayUnderTest.class);
    }
}
