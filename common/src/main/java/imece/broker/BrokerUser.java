package imece.broker;

import java.time.Duration;

/** A kind of program that uses the broker: how soon it and the broker give each other up, and what its connections are called. */
public enum BrokerUser {
    /** A frozen gateway's part in the store passes to another one within 9 s. */
    GATEWAY(Duration.ofSeconds(3), Duration.ofSeconds(3)),
    /** A cut-off worker is noticed within 21 s. */
    WORKER(Duration.ofSeconds(7), Duration.ofSeconds(5)),
    /** A command, the drill, a benchmark. */
    TOOL(Duration.ofSeconds(60), Duration.ofSeconds(10));

    private final Duration heartbeat;
    private final Duration connectWithin;

    BrokerUser(Duration heartbeat, Duration connectWithin) {
        this.heartbeat = heartbeat;
        this.connectWithin = connectWithin;
    }

    /** Asked of the broker; a silent peer is given up after two to three of these. */
    Duration heartbeat() {
        return heartbeat;
    }

    /** How long an open port is waited for. */
    Duration connectWithin() {
        return connectWithin;
    }

    /** What the connection is called on which this program publishes. */
    public static String publishing(String program) {
        return program + " publishes";
    }

    /** What the connection is called on which this program consumes. */
    public static String consuming(String program) {
        return program + " consumes";
    }
}
