package imece.contract;

import imece.contract.Topology.ExchangeSpec.ExchangeKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Every exchange and queue: name, arguments that are part of its identity, binding. Gateways declare all that is shared on every
 * connect, before they publish or consume, so that a wiped broker never confirms into nothing; a worker declares its control queue.
 */
public final class Topology {

    /** Direct exchange; routing key = lane. One {@link RenderJob} at a time goes from here to each free GPU slot. */
    public static final String JOBS = "imece.jobs";

    /** Fanout exchange that dead letters of job queues go to; its one queue has the same name. */
    public static final String DEAD = "imece.dead";

    /** Durable fanout exchange for {@link StatusEvent}s: changes of state that must never be lost. */
    public static final String STATUS = "imece.status";

    /** The one shared quorum queue behind {@link #STATUS}, single active consumer: the gateways' store. */
    public static final String STATUS_STORE = "imece.status.store";

    /** Transient fanout exchange for {@link LiveEvent}s and previews: what only decorates. */
    public static final String LIVE = "imece.live";

    /** Fanout exchange for changes that a gateway has committed; each gateway has an exclusive queue on it. */
    public static final String UPDATES = "imece.updates";

    /**
     * Fanout exchange for {@link WorkerOrder}s to workers; each worker process has an exclusive queue on it. Gateways of this release
     * send each order by the names of these queues, too, for the last time by both ways.
     */
    public static final String CONTROL = "imece.control";

    /**
     * Fanout exchange for what was on {@link #STATUS} and cannot be read; its one queue has the same name. Only gateways know
     * it: workers need no right to it.
     */
    public static final String POISON = "imece.poison";

    /** So many notes lie in {@link #POISON} at most, the newest. */
    public static final int MOST_POISON = 1_000;

    /** And so many bytes. */
    public static final int MOST_POISON_BYTES = 4 << 20;

    /**
     * So many bytes of live news wait for one gateway at most, the newest: beyond that the broker drops the oldest. It is told so
     * by a policy, for no argument of these queues may change while processes of the last release run.
     */
    public static final int MOST_LIVE_BYTES = 32 << 20;

    /** The lane that any slot can serve. */
    public static final String DEFAULT_LANE = "default";

    /** A delivery limit that no honest message ever reaches: the store never nacks, so only lost channels count. */
    public static final int STORE_DELIVERY_LIMIT = 1_000_000;

    /** How long the queue of a checkpoint's lane stays although nobody uses it. */
    public static final Duration UNUSED_LANE = Duration.ofDays(8);

    /** How often a lane's queue hands one message out before it goes to {@link #DEAD}: far above any maxDeliveries. */
    public static final int LANE_DELIVERY_LIMIT = 20;

    /** Content type of JSON messages. */
    public static final String JSON = "application/json";

    /** Content type of previews, whose run is named by the headers below. */
    public static final String JPEG = "image/jpeg";

    /** Header of a preview: the job's id. */
    public static final String HEADER_JOB = "imece-job";

    /** Header of a preview: the run's id. */
    public static final String HEADER_RUN = "imece-run";

    /** Header of a preview: its place among the run's events. */
    public static final String HEADER_SEQ = "imece-seq";

    private static final int LONGEST_QUEUE_NAME = 255;
    private static final String TYPE = "x-queue-type";
    private static final String QUORUM = "quorum";
    private static final String DELIVERY_LIMIT = "x-delivery-limit";

    private Topology() {}

    /** The name of one lane's queue. Lane names are escaped so that any checkpoint name is a legal queue name. */
    public static String jobQueue(String lane) {
        return bounded(JOBS + "." + escaped(lane));
    }

    /**
     * The name of one worker process's queue. It carries the instance beside the name: a process that was started again under
     * its old name must not look like its predecessor being alive.
     */
    public static String controlQueue(String worker, String instance) {
        return bounded(CONTROL + "." + escaped(worker) + "." + instance);
    }

    /** Whether a worker of this name can have such a queue: a name may be too long for one. */
    public static boolean hasControlQueue(String worker) {
        return (CONTROL + "." + escaped(worker) + "." + new UUID(0, 0)).length() <= LONGEST_QUEUE_NAME;
    }

    /** All exchanges. */
    public static List<ExchangeSpec> exchanges() {
        return List.of(
                new ExchangeSpec(JOBS, ExchangeKind.DIRECT),
                new ExchangeSpec(DEAD, ExchangeKind.FANOUT),
                new ExchangeSpec(STATUS, ExchangeKind.FANOUT),
                new ExchangeSpec(LIVE, ExchangeKind.FANOUT),
                new ExchangeSpec(UPDATES, ExchangeKind.FANOUT),
                new ExchangeSpec(CONTROL, ExchangeKind.FANOUT));
    }

    /** All queues that are shared, except those of lanes. */
    public static List<QueueSpec> sharedQueues() {
        return List.of(deadQueue(), storeQueue());
    }

    /** What only gateways declare. */
    public static ExchangeSpec poisonExchange() {
        return new ExchangeSpec(POISON, ExchangeKind.FANOUT);
    }

    /** The queue behind {@link #POISON}, of the same name: of too much the oldest goes. */
    public static QueueSpec poisonQueue() {
        return QueueSpec.shared(
                POISON,
                Map.of(
                        TYPE,
                        "classic",
                        "x-max-length",
                        MOST_POISON,
                        "x-max-length-bytes",
                        MOST_POISON_BYTES,
                        "x-overflow",
                        "drop-head"),
                POISON,
                "");
    }

    /** The quorum queue behind {@link #DEAD}, of the same name. */
    public static QueueSpec deadQueue() {
        return QueueSpec.shared(DEAD, Map.of(TYPE, QUORUM), DEAD, "");
    }

    /** {@link #STATUS_STORE}. */
    public static QueueSpec storeQueue() {
        return QueueSpec.shared(
                STATUS_STORE,
                Map.of(TYPE, QUORUM, "x-single-active-consumer", true, DELIVERY_LIMIT, STORE_DELIVERY_LIMIT),
                STATUS,
                "");
    }

    /**
     * The quorum queue of one lane. Those of checkpoints go away when nobody has used them for long; jobs that were in them are
     * dispatched anew.
     */
    public static QueueSpec laneQueue(String lane) {
        Map<String, Object> arguments = new HashMap<>(
                Map.of(TYPE, QUORUM, "x-dead-letter-exchange", DEAD, DELIVERY_LIMIT, LANE_DELIVERY_LIMIT));
        if (!lane.equals(DEFAULT_LANE)) {
            arguments.put("x-expires", UNUSED_LANE.toMillis());
        }
        return QueueSpec.shared(jobQueue(lane), arguments, JOBS, lane);
    }

    /**
     * The queue in which one worker process receives {@link WorkerOrder}s.
     *
     * @param name as {@link #controlQueue} makes it
     */
    public static QueueSpec workerQueue(String name) {
        return QueueSpec.ofProcess(name, CONTROL);
    }

    /**
     * One of the queues of a gateway's process.
     *
     * @param exchange {@link #LIVE} or {@link #UPDATES}
     * @param instance no other process, nor a later one of this name, has it
     */
    public static QueueSpec gatewayQueue(String exchange, String gateway, String instance) {
        return QueueSpec.ofProcess(exchange + "." + gateway + "." + instance, exchange);
    }

    /** A name in letters, digits and dashes only; every other byte is {@code _} and two hex digits. */
    static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
            if (plain) {
                escaped.append(c);
            } else {
                escaped.append('_').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return escaped.toString();
    }

    private static String bounded(String name) {
        if (name.length() > LONGEST_QUEUE_NAME) {
            throw new IllegalArgumentException("The queue name " + name.substring(0, 60) + "… is longer than "
                    + LONGEST_QUEUE_NAME + " characters, which AMQP does not allow. Choose a shorter name.");
        }
        return name;
    }

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

    /**
     * A queue and the one exchange that it is bound to. All but the binding is part of the queue's identity, so all who declare it
     * must say the same.
     *
     * @param durable outlasts the broker's restart
     * @param exclusive belongs to the connection that declares it, and ends with it
     * @param autoDelete ends with its last consumer
     * @param routingKey with which it is bound; empty for a fanout exchange
     */
    public record QueueSpec(
            String name,
            boolean durable,
            boolean exclusive,
            boolean autoDelete,
            Map<String, Object> arguments,
            String exchange,
            String routingKey) {

        public QueueSpec {
            arguments = Map.copyOf(arguments);
        }

        /** One that gateways and workers share. */
        static QueueSpec shared(String name, Map<String, Object> arguments, String exchange, String routingKey) {
            return new QueueSpec(name, true, false, false, arguments, exchange, routingKey);
        }

        /** One of a single process, for as long as its connection lives. */
        static QueueSpec ofProcess(String name, String exchange) {
            return new QueueSpec(name, false, true, true, Map.of(), exchange, "");
        }
    }
}
