package imece.contract;

/**
 * What the broker lets a user do: patterns of the names of queues and exchanges, looked for in them, so each anchors itself.
 *
 * @param configure which it may declare and delete
 * @param write to which exchanges it may publish, and which queues it may bind
 * @param read from which queues it may consume, and to which exchanges it may bind
 */
public record BrokerRights(String configure, String write, String read) {

    /** Of whoever looks after the broker. */
    public static final BrokerRights EVERYTHING = new BrokerRights(".*", ".*", ".*");

    /** Of gateways. The default exchange, by which orders go to a worker's own queue, is called {@code amq.default} here. */
    public static final BrokerRights OF_GATEWAYS =
            new BrokerRights("^imece\\..*", "^(imece\\..*|amq\\.default)$", "^imece\\..*");

    /** Of the user that all workers of the last release share: they declare what gateways declare. */
    public static final BrokerRights OF_LAST_RELEASES_WORKERS = new BrokerRights(
            "^imece\\.(jobs|jobs\\..+|dead|status|status\\.store|live|updates|control|control\\..+)$",
            "^imece\\.(status|status\\.store|live|dead|jobs\\..+|control\\..+)$",
            "^imece\\.(jobs|jobs\\..+|dead|status|control|control\\..+)$");
}
