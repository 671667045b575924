package imece.local.drill.farm;

/** Between whom a cable of the drill lies. */
public enum Link {
    /** From a gateway or a worker to RabbitMQ. */
    BROKER,
    /** From a gateway to PostgreSQL. */
    DATABASE,
    /** From people and workers to a gateway. */
    DOOR
}
