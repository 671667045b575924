package imece.local.nodes;

import java.util.Optional;

/** A private server: started, stopped and started again on the same data, port and password. Calls may come from any thread. */
public sealed interface ServerNode permits PostgresNode, RabbitNode {
    /** What people call it: "postgres", "rabbitmq". */
    String name();

    /**
     * Starts it and returns when clients can work with it; a leftover of a killed run is ended first.
     *
     * @throws imece.local.os.CommandProblem if it does not come up
     */
    void start();

    /** Ends it in good order, connections included, within seconds; data stays. Not running is fine. */
    void stop();

    /** Ends it at once (SIGKILL), as a power cut would; data stays. */
    void kill();

    /** Ends it and deletes its data; port and password stay. */
    void wipe();

    /** Ends what a killed run left running on this folder. {@link #start()} does it too. */
    void endLeftovers();

    /** The server's process while it runs. */
    Optional<ProcessHandle> process();

    /** Host and port, as "127.0.0.1:25432". */
    String address();
}
