package imece.local.doctor;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import imece.broker.BrokerAddress;
import imece.local.doctor.Facts.BrokerFacts;
import imece.local.doctor.Facts.FarmFacts;
import imece.local.farm.FarmFolder;
import imece.local.farm.FarmState.Condition;
import imece.local.farm.FarmState.MemberState;
import imece.local.farm.RunningFarm;
import imece.local.nodes.NodePlace;
import imece.local.nodes.RabbitNode;
import imece.local.os.ProcessRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** The farm in a data folder: who runs, whether its broker lets us in, how long its runs may take. */
final class LookingAtFarm {
    /** What gateway and worker have unless somebody sets it; a test holds these against their code. */
    static final Duration MAX_RUN = Duration.ofMinutes(10);

    static final Duration LOCK_WAIT = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, String> environment;
    private final Path rabbitmq;
    private final RunningFarm farm;
    private final List<MemberState> members;

    LookingAtFarm(FarmFolder folder, Map<String, String> environment) {
        this.environment = environment;
        this.rabbitmq = folder.root().resolve("rabbitmq");
        this.farm = new RunningFarm(folder);
        this.members = farm.exitStatus() == 3 ? List.of() : farm.members();
    }

    boolean listensOn(int port) {
        return members.stream()
                .anyMatch(member ->
                        member.condition() != Condition.DOWN && member.address().endsWith(":" + port));
    }

    FarmFacts farm() {
        Map<String, Boolean> up = new LinkedHashMap<>();
        members.forEach(member -> up.put(member.name(), member.condition() == Condition.UP));
        Optional<String> uri =
                members.isEmpty() ? Optional.ofNullable(environment.get("IMECE_BROKER_URI")) : farm.broker();
        List<String> pages = GatewayCounters.pages(gatewayPorts());
        return new FarmFacts(
                farm.launcher().isPresent(),
                up,
                uri.map(each -> broker(each, up.containsKey("rabbitmq"))),
                duration("imece.gateway.max-run", "gateway-1", MAX_RUN),
                duration("imece.worker.lock-wait", "worker-1", LOCK_WAIT),
                GatewayCounters.ofSenders(pages),
                GatewayCounters.ofCallers(pages));
    }

    private List<Integer> gatewayPorts() {
        return members.stream()
                .filter(member -> member.name().startsWith("gateway-") && member.condition() == Condition.UP)
                .map(member -> member.address().substring(member.address().lastIndexOf(':') + 1))
                .map(Integer::valueOf)
                .toList();
    }

    private BrokerFacts broker(String uri, boolean ours) {
        String address = BrokerAddress.shown(uri);
        Optional<Duration> timeout =
                ours ? new RabbitNode(NodePlace.quiet(rabbitmq)).consumerTimeoutOfRunning() : Optional.empty();
        try {
            ConnectionFactory factory =
                    BrokerAddress.of("IMECE_BROKER_URI", uri).connections("imece doctor", PATIENCE, PATIENCE);
            factory.setHandshakeTimeout(Math.toIntExact(PATIENCE.toMillis()));
            try (Connection connection = factory.newConnection()) {
                return new BrokerFacts(
                        address, String.valueOf(connection.getServerProperties().get("version")), null, timeout);
            }
        } catch (IOException | TimeoutException | RuntimeException refused) {
            String why = refused.getMessage() == null ? refused.getClass().getSimpleName() : refused.getMessage();
            return new BrokerFacts(address, null, why, timeout);
        }
    }

    /** As the running process has it in its environment; else as the next one would. */
    private Duration duration(String setting, String member, Duration usual) {
        Map<String, String> its = members.stream()
                .filter(each -> each.name().equals(member))
                .flatMap(each -> Optional.ofNullable(each.process()).flatMap(ProcessRef::find).stream())
                .map(ProcessRef::environment)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(environment);
        Setting wanted = new Setting(setting, Setting.SettingKind.DURATION);
        return its.entrySet().stream()
                .filter(entry -> wanted.isNamed(entry.getKey()))
                .findFirst()
                .flatMap(entry -> Durations.read(entry.getValue()))
                .orElse(usual);
    }
}
