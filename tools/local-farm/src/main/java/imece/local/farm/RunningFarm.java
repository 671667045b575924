package imece.local.farm;

import imece.local.farm.FarmState.Condition;
import imece.local.farm.FarmState.MemberState;
import imece.local.nodes.NodePlace;
import imece.local.nodes.PostgresNode;
import imece.local.nodes.RabbitNode;
import imece.local.os.PrivateFiles;
import imece.local.os.ProcessEnding;
import imece.local.os.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A farm seen from another terminal, through what its launcher wrote into the data folder. */
public final class RunningFarm {
    /** Longer than a whole ordered stop. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(130);

    private final FarmFolder folder;
    private final Optional<FarmState> state;

    /** Looks into the data folder now. */
    public RunningFarm(FarmFolder folder) {
        this.folder = folder;
        this.state = FarmState.read(folder);
    }

    /** The members as they are at this moment; empty without a farm. */
    public List<MemberState> members() {
        return state.map(FarmState::processes).orElse(List.of()).stream()
                .map(MemberState::now)
                .toList();
    }

    /** The URI with which the launcher's own commands reach the broker, if a farm has said one. It is to be shown to nobody. */
    public Optional<String> broker() {
        return state.map(FarmState::broker);
    }

    /** The private broker on this data folder, by which a farm runs now; empty if none does, or if the broker is somebody else's. */
    public Optional<RabbitNode> privateBroker() {
        return members().stream()
                        .anyMatch(member -> member.name().equals("rabbitmq") && member.condition() != Condition.DOWN)
                ? Optional.of(new RabbitNode(NodePlace.quiet(folder.root().resolve("rabbitmq"))))
                : Optional.empty();
    }

    /** The gateways' addresses as people open them. */
    public List<String> urls() {
        return state.map(FarmState::urls).orElse(List.of());
    }

    /** The process that looks after the members, if it still runs. */
    public Optional<ProcessHandle> launcher() {
        return state.map(FarmState::launcher).flatMap(ref -> ref.find());
    }

    /** 0: all is up; 3: nothing runs; 1: anything else, a farm without its launcher too. */
    public int exitStatus() {
        List<MemberState> members = members();
        if (members.stream().allMatch(member -> member.condition() == Condition.DOWN)) {
            return 3;
        }
        boolean whole = members.stream().allMatch(member -> member.condition() == Condition.UP);
        return whole && launcher().isPresent() ? 0 : 1;
    }

    /** Ends the farm: through its launcher, or, without one, what it left. Returns when nothing of it runs. */
    public void end(Console console) {
        if (!Files.isDirectory(folder.root())) {
            console.say("There is no farm in %s.".formatted(folder.root()));
            return;
        }
        Optional<ProcessHandle> launcher = launcher();
        launcher.ifPresent(running -> {
            console.say("Stopping the farm (launcher: pid %d) …".formatted(running.pid()));
            ProcessEnding.of(running, "TERM", STOP_LIMIT);
        });
        FarmLock lock = FarmLock.take(folder);
        try (lock) {
            cleanUp(console);
        }
        console.say(launcher.isPresent() ? "Stopped." : "Nothing of a farm runs on %s now.".formatted(folder.root()));
    }

    private void cleanUp(Console console) {
        Leftovers.end(folder.root(), console::say);
        if (Files.isDirectory(folder.root().resolve("rabbitmq"))) {
            new RabbitNode(place("rabbitmq", console)).endLeftovers();
        }
        if (Files.isDirectory(folder.root().resolve("postgres"))) {
            new PostgresNode(place("postgres", console)).endLeftovers();
        }
        PrivateFiles.deleteTree(folder.state());
    }

    private NodePlace place(String name, Console console) {
        Path home = folder.root().resolve(name);
        return new NodePlace(home, folder.log(name), new Steps(console::say));
    }
}
