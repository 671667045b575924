package imece.contract;

/** Which ports a gateway listens on, so that whoever knows one of them knows the other. */
public final class GatewayPorts {

    /** How far the port of health and metrics lies above the port for everybody else. */
    public static final int MANAGEMENT_ABOVE = 1_000;

    /** The highest port for everybody that leaves room for the other one. */
    public static final int HIGHEST = 65_535 - MANAGEMENT_ABOVE;

    private GatewayPorts() {}

    /**
     * Where a gateway tells how it is (health, metrics), unless it was told another port for it.
     *
     * @param port where everybody else asks it; 0 = whichever is free
     * @return 0 for 0
     * @throws IllegalArgumentException if there is no port so far above
     */
    public static int management(int port) {
        if (port < 0 || port > HIGHEST) {
            throw new IllegalArgumentException(
                    "Health and metrics are served %,d above port %d, and there is no such port."
                            .formatted(MANAGEMENT_ABOVE, port));
        }
        return port == 0 ? 0 : port + MANAGEMENT_ABOVE;
    }
}
