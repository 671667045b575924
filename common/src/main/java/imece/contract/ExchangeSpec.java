package imece.contract;

/** A durable exchange that gateways and workers declare alike. */
public record ExchangeSpec(String name, ExchangeKind kind) {

    /** Whom a message reaches. */
    public enum ExchangeKind {
        /** The queues that are bound with its routing key. */
        DIRECT,
        /** All queues that are bound. */
        FANOUT
    }
}
