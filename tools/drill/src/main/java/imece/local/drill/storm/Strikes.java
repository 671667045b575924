package imece.local.drill.storm;

import imece.fault.FaultPoint;
import imece.local.drill.abuse.BrokerAbuse;
import imece.local.drill.abuse.ClientAbuse;
import imece.local.drill.farm.DrillFarm;
import imece.local.drill.farm.Link;
import imece.local.drill.farm.Part;
import imece.local.drill.storm.Schedule.Planned;
import imece.local.drill.users.AccessChanges;
import imece.local.drill.users.OperatorPauses;
import imece.local.drill.users.Users;
import imece.local.net.Cable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How each kind of fault is made, and mended. */
final class Strikes {
    private static final long AGAIN_AFTER = 500;

    private final DrillFarm farm;
    private final Users users;
    private final @Nullable AccessChanges changes;
    private final NodeAccounts accounts;
    private final Marks marks;
    private final Random random;
    private final ToParts parts;
    private final OperatorPauses pauses;
    private final LeaderFreezing leader;
    private final AtPoints atPoints;
    private final BrokerOrders orders;
    private final Outages broker;
    private final Outages database;
    private final ReentrantLock gatewayDies = new ReentrantLock();
    private final ReentrantLock linePauses = new ReentrantLock();

    Strikes(
            DrillFarm farm,
            Users users,
            @Nullable AccessChanges changes,
            NodeAccounts accounts,
            Marks marks,
            Random random) {
        this.farm = farm;
        this.users = users;
        this.changes = changes;
        this.accounts = accounts;
        this.marks = marks;
        this.random = random;
        this.parts = new ToParts(marks);
        this.pauses = users.pauses(farm.operatorToken());
        this.leader = new LeaderFreezing(farm, marks);
        this.atPoints = new AtPoints(farm, marks);
        this.orders = new BrokerOrders(farm.rabbit());
        this.broker = new Outages(farm.rabbit(), marks);
        this.database = new Outages(farm.postgres(), marks);
    }

    /** Makes the fault; returns when it is over. */
    void make(Planned p) throws IOException, InterruptedException {
        switch (p.fault()) {
            case WORKER_KILLED -> parts.kill(p, farm.workers());
            case GATEWAY_KILLED -> whileAllServe(() -> parts.kill(p, farm.gateways()));
            case WORKER_FROZEN -> parts.freeze(p, farm.workers());
            case GATEWAY_FROZEN -> parts.freeze(p, farm.gateways());
            case LEADER_FROZEN -> leader.freeze(p);
            case KILLED_AT -> killAt(p, point(p));
            case FROZEN_AT -> atPoints.strike(p, point(p), "STOP");
            case CONNECTION_CLOSED -> close(p, () -> orders.closeConnection(p.target()));
            case CHANNEL_CLOSED -> close(p, () -> orders.closeChannel(p.target()));
            case BROKER_CUT -> parts.cable(p, all(), Link.BROKER, Cable::tear);
            case BROKER_DEAD -> parts.cable(p, all(), Link.BROKER, Cable::goDead);
            case BROKER_SLOW -> parts.cable(p, all(), Link.BROKER, cable -> cable.slowDown(delay(p)));
            case CONFIRMS_LOST -> parts.cable(p, all(), Link.BROKER, Cable::swallowAnswers);
            case DATABASE_CUT -> parts.cable(p, farm.gateways(), Link.DATABASE, Cable::tear);
            case DATABASE_DEAD -> parts.cable(p, farm.gateways(), Link.DATABASE, Cable::goDead);
            case DATABASE_SLOW -> parts.cable(p, farm.gateways(), Link.DATABASE, cable -> cable.slowDown(delay(p)));
            case DOOR_CUT -> parts.cable(p, farm.gateways(), Link.DOOR, Cable::tear);
            case DOOR_DEAD -> parts.cable(p, farm.gateways(), Link.DOOR, Cable::goDead);
            case DOOR_SLOW -> parts.cable(p, farm.gateways(), Link.DOOR, cable -> cable.slowDown(delay(p)));
            case EVENTS_AGAIN -> repeatEvents(p);
            case EVENTS_REORDERED -> reorderEvents(p);
            case BROKER_STOPPED -> broker.of(p, farm.rabbit()::stop);
            case BROKER_KILLED -> broker.of(p, farm.rabbit()::kill);
            case BROKER_WIPED -> wipeBroker(p);
            case DATABASE_STOPPED -> database.of(p, farm.postgres()::stop);
            case DATABASE_CRASHED -> database.of(p, farm.postgres()::stopImmediately);
            case DISK_FULL -> fillDisk(p);
            case ENGINE_FAILS -> prompt(p, "[fail]");
            case ENGINE_STALLS -> prompt(p, "[stall]");
            case ENGINE_OUT_OF_MEMORY -> prompt(p, "[oom]");
            case ENGINE_KILLS -> prompt(p, "[kill]");
            case LINE_PAUSED -> pauseLine(p);
            case SESSION_ENDED -> marks.lasting(p, "a session", access(p)::endSession, () -> {});
            case KEY_RENEWED -> marks.lasting(p, "a key", access(p)::renewKey, () -> {});
            case TAKEN_ALONG -> access(p).takeAlong(() -> marks.blow(p, "everything of a visitor"));
            case EVERYTHING_DELETED ->
                access(p)
                        .deleteEverything(
                                Duration.ofMillis(p.millis()), () -> marks.blow(p, "everything of a visitor"));
            case NODE_RENEWED -> renewNode(p);
            case BODIES_TRICKLED -> abuse(p, clients(p)::trickleBodies);
            case SOCKETS_OPENED -> abuse(p, clients(p)::openSockets);
            case COOKIES_THROWN_AWAY -> abuse(p, clients(p)::throwCookiesAway);
            case PICTURES_BOMBED -> abuse(p, clients(p)::bombPictures);
            case HOSTS_MADE_UP -> abuse(p, clients(p)::makeHostsUp);
            case MESSAGES_TOO_LARGE -> abuse(p, atBroker(p)::sendLargeMessages);
            case HEARTBEATS_FORGED -> abuse(p, atBroker(p)::forgeHeartbeats);
            case TOPOLOGY_DELETED -> abuse(p, atBroker(p)::deleteTopology);
        }
    }

    private void killAt(Planned p, FaultPoint point) throws IOException, InterruptedException {
        if (point.inGateway()) {
            whileAllServe(() -> atPoints.strike(p, point, "KILL"));
        } else {
            atPoints.strike(p, point, "KILL");
        }
    }

    /** A gateway takes so long to start that on a slow machine none would ever be up if they died as they came. */
    private void whileAllServe(Marks.Act kill) throws IOException, InterruptedException {
        gatewayDies.lockInterruptibly();
        try {
            while (!farm.gateways().stream().allMatch(Part::isUp)) {
                Thread.sleep(AGAIN_AFTER);
            }
            kill.run();
        } finally {
            gatewayDies.unlock();
        }
    }

    /** Closes one as soon as there is one. */
    private void close(Planned p, Supplier<Optional<String>> one) throws IOException, InterruptedException {
        AtomicReference<Optional<String>> closed = new AtomicReference<>(Optional.empty());
        broker.whileUp(() -> closed.set(one.get()));
        while (closed.get().isEmpty()) {
            Thread.sleep(AGAIN_AFTER);
            broker.whileUp(() -> closed.set(one.get()));
        }
        marks.blow(p, closed.get().orElseThrow());
    }

    private void repeatEvents(Planned p) throws IOException, InterruptedException {
        EventsAgain again = new EventsAgain(random);
        broker.whileUp(() -> again.begin(farm.rabbit().uri()));
        marks.lasting(p, "imece.status", () -> Thread.sleep(p.millis()), again::end);
    }

    private void reorderEvents(Planned p) throws IOException, InterruptedException {
        Detour detour = new Detour(farm.rabbit().uri(), random);
        marks.mending(
                p,
                () -> {
                    broker.settled(detour::open);
                    marks.blow(p, "imece.status");
                    Thread.sleep(p.millis());
                },
                detour::end);
    }

    private void wipeBroker(Planned p) throws IOException, InterruptedException {
        broker.of(p, farm.rabbit()::wipe);
        broker.whileUp(accounts::compare);
    }

    /** The broker stays meanwhile: whom it does not know cannot be told from whom it cannot answer. */
    private void renewNode(Planned p) throws IOException, InterruptedException {
        Part worker = farm.workers().get(p.target() % farm.workers().size());
        ToParts.alone(
                worker.busy(),
                () -> broker.whileUp(() ->
                        marks.lasting(p, worker.name(), () -> accounts.shutOut(worker), () -> accounts.letIn(worker))));
    }

    /** One pause at a time: its end must not be that of another. */
    private void pauseLine(Planned p) throws IOException, InterruptedException {
        String lane = OperatorPauses.lane(p.target());
        String sentence = "The drill lets you wait, " + p.id();
        ToParts.alone(
                linePauses,
                () -> marks.lasting(
                        p,
                        lane,
                        () -> {
                            pauses.begin(lane, sentence);
                            Thread.sleep(p.millis());
                        },
                        () -> pauses.end(lane, sentence)));
    }

    private AccessChanges access(Planned p) {
        if (changes == null) {
            throw new IllegalStateException("Nobody is there for whom there could be " + p.name() + ".");
        }
        return changes;
    }

    private void fillDisk(Planned p) throws IOException, InterruptedException {
        if (!farm.disk().isReal()) {
            marks.unable(p, "only root can mount a disk that is small enough to be filled");
            return;
        }
        marks.lasting(
                p,
                "pictures",
                () -> {
                    farm.disk().fill();
                    Thread.sleep(p.millis());
                },
                farm.disk()::empty);
    }

    /** Made once somebody was promised such a picture; whether it came to that is seen in the list of runs. */
    private void prompt(Planned p, String word) throws InterruptedException {
        users.prompt(word);
        marks.blow(p, word);
    }

    /** Goes on as long as it lasts by itself, and leaves nothing to mend: that is the farm's part. */
    private void abuse(Planned p, Marks.Act deeds) throws IOException, InterruptedException {
        marks.lasting(p, "the farm", deeds, () -> {});
    }

    private ClientAbuse clients(Planned p) {
        return new ClientAbuse(farm.gateways().stream().map(DrillFarm::port).toList(), Duration.ofMillis(p.millis()));
    }

    private BrokerAbuse atBroker(Planned p) {
        return new BrokerAbuse(() -> DrillConnection.to(farm.rabbit().uri()), Duration.ofMillis(p.millis()));
    }

    private List<Part> all() {
        return farm.parts().toList();
    }

    private static Duration delay(Planned p) {
        return Duration.ofMillis(50 + p.target() % 400);
    }

    private static FaultPoint point(Planned p) {
        return Objects.requireNonNull(p.point());
    }
}
