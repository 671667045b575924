package imece.local.behaviour;

import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import java.util.ArrayList;
import java.util.List;

/** Two gateways of one farm inside this JVM: they share servers, signing key and pictures. */
record TwoGateways(GatewayUnderTest one, GatewayUnderTest other) implements AutoCloseable {

    /** Starts two that have the same settings. */
    static TwoGateways start(Class<?> test, String... both) {
        return start(test, List.of(both), List.of(both));
    }

    /** Starts two that differ in their settings. */
    static TwoGateways start(Class<?> test, List<String> ofOne, List<String> ofOther) {
        Fresh servers = TestServers.fresh(test);
        GatewayUnderTest one = GatewayUnderTest.start(servers, ofOne.toArray(String[]::new));
        try {
            List<String> settings = new ArrayList<>(ofOther);
            settings.add("--imece.name=gateway-other");
            settings.add("--imece.gateway.key-file=" + one.keyFile());
            settings.add("--imece.gateway.pictures=" + one.pictures());
            return new TwoGateways(one, GatewayUnderTest.start(servers, settings.toArray(String[]::new)));
        } catch (RuntimeException e) {
            one.close();
            throw e;
        }
    }

    /** A browser at this gateway that has the cookies which this one has now. */
    static Browser at(GatewayUnderTest gateway, Browser browser) {
        Browser copy = new Browser(gateway.url());
        for (String pair : browser.cookie().split("; ", -1)) {
            String[] cookie = pair.split("=", 2);
            if (cookie.length == 2) {
                copy.with(cookie[0], cookie[1]);
            }
        }
        return copy;
    }

    @Override
    public void close() {
        try (one) {
            other.close();
        }
    }
}
