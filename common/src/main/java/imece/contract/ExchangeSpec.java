package imece.contract;

/** A durable exchange that gateways and workers declare alike. */
public record ExchangeSpec(String name, Kind kind) {

    /** Whom a message reaches. */
    public enum Kind {
        /** The queues that are bound with its routing key. */
        DIRECT,
        /** All queues that are bound. */
        FANOUT
    }
}
