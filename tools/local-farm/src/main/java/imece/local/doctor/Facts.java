package imece.local.doctor;

import imece.local.nodes.PostgresSource;
import imece.local.nodes.RabbitSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that was seen before anything is judged. */
public record Facts(
        ToolFacts tools,
        MachineFacts machine,
        List<Room> rooms,
        List<Port> ports,
        ServerFacts servers,
        GpuFactList gpus,
        Map<String, String> environment,
        FarmFacts farm) {

    /**
     * Programs.
     *
     * @param java major version of the JVM that runs this
     * @param maven its first line; null: not on the PATH
     * @param node as "v20.19.4"; null: not on the PATH
     * @param built whether the jars are there, so that nothing needs to be built
     * @param chromium where one was found; null: nowhere
     */
    public record ToolFacts(
            int java,
            @Nullable String maven,
            @Nullable String node,
            boolean npm,
            boolean built,
            @Nullable String chromium) {}

    /**
     * The machine.
     *
     * @param memory bytes that this machine, or its container, has; 0: not known
     * @param available bytes of it that are free or can be freed; 0: not known
     * @param openFiles how many files one process may open; null: not known
     * @param newest the latest moment that this program and the data folder know of
     * @param loopback what is wrong with 127.0.0.1 or the name localhost; null: nothing
     */
    public record MachineFacts(
            int cores,
            long memory,
            long available,
            @Nullable Long openFiles,
            Instant now,
            Instant newest,
            @Nullable String loopback) {}

    /**
     * A folder that a farm writes to.
     *
     * @param name as people call it
     * @param free bytes; negative: not known
     * @param trouble why nothing can be written there; null: it can
     * @param needed bytes without which a farm can't run
     * @param comfortable bytes from which on nobody needs to think of it
     */
    public record Room(
            String name, Path folder, long free, @Nullable String trouble, long needed, long comfortable) {}

    /** A port that a gateway is to listen on; ours: the farm in the data folder has it. */
    public record Port(int number, boolean free, boolean ours) {}

    /**
     * Where the servers come from.
     *
     * @param given the URI of a RabbitMQ to use instead of a private one; null: a private one
     */
    public record ServerFacts(
            PostgresSource postgres,
            RabbitSource rabbit,
            @Nullable String given) {}

    /**
     * GPUs, as the worker asks for them.
     *
     * @param driver whether nvidia-smi answered
     * @param trouble what it said instead; null: it answered, or is not there
     * @param all one line each: name, memory in MiB, version of the driver
     */
    public record GpuFactList(boolean driver, @Nullable String trouble, List<GpuFacts> all) {}

    /** One GPU. */
    public record GpuFacts(String uuid, String name, String memoryMiB, String driver) {}

    /**
     * The farm in the data folder.
     *
     * @param looksAfter whether its launcher runs
     * @param members each with its name and whether it is up; empty: no farm runs
     * @param maxRun as its gateways have it
     * @param lockWait as its workers have it
     * @param senders who its messages come from; empty: no gateway tells
     * @param callers who its calls come from; empty: no gateway tells
     */
    public record FarmFacts(
            boolean looksAfter,
            Map<String, Boolean> members,
            Optional<BrokerFacts> broker,
            Duration maxRun,
            Duration lockWait,
            Optional<SenderFacts> senders,
            Optional<CallerFacts> callers) {}

    /**
     * Who messages came from, since the gateways started.
     *
     * @param unnamed messages that named no user of the broker and were believed: of workers of the last release
     * @param refused messages that did not come from the worker that they spoke of
     */
    public record SenderFacts(long unnamed, long refused) {}

    /**
     * Who calls, since the gateways started.
     *
     * @param openToAll whether a gateway lets in everybody who reaches it, and others than this machine do
     * @param calls all of them
     * @param forwarded those that say by X-Forwarded-For that another address asks, by the address that they came from and that no
     *     gateway trusts
     */
    public record CallerFacts(boolean openToAll, long calls, Map<String, Long> forwarded) {
        public CallerFacts {
            forwarded = Map.copyOf(forwarded);
        }
    }

    /**
     * A broker that was asked.
     *
     * @param address without the password
     * @param version as it tells it; null: it did not let us in
     * @param trouble why not; null: it did
     * @param consumerTimeout how long it waits for an acknowledgement; empty: could not be told
     */
    public record BrokerFacts(
            String address,
            @Nullable String version,
            @Nullable String trouble,
            Optional<Duration> consumerTimeout) {}
}
