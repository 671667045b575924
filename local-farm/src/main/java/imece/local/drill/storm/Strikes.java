package imece.local.drill.storm;

import imece.fault.FaultPoint;
import imece.local.drill.farm.DrillFarm;
import imece.local.drill.farm.Link;
import imece.local.drill.farm.Part;
import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import imece.local.drill.storm.Schedule.Planned;
import imece.local.drill.users.Users;
import imece.local.net.Cable;
import imece.local.nodes.ServerNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** How each kind of fault is made, and mended. */
final class Strikes {
    /** A quorum queue that was declared a moment ago may be lost when its broker is killed: that is the broker's own affair. */
    private static final long AFTER_A_START = 4_000;

    private final DrillFarm farm;
    private final Users users;
    private final History history;
    private final EventsAgain again;
    private final BrokerOrders broker;
    private final AtPoints atPoints;
    private final ReentrantLock brokerBusy = new ReentrantLock();
    private final ReentrantLock databaseBusy = new ReentrantLock();

    Strikes(DrillFarm farm, Users users, History history, EventsAgain again) {
        this.farm = farm;
        this.users = users;
        this.history = history;
        this.again = again;
        this.broker = new BrokerOrders(farm.rabbit());
        this.atPoints = new AtPoints(farm, history);
    }

    /** Something that may be interrupted or fail. */
    private interface Act {
        void run() throws IOException, InterruptedException;
    }

    /** Makes the fault; returns when it is over. */
    void make(Planned p) throws IOException, InterruptedException {
        switch (p.fault()) {
            case WORKER_KILLED -> kill(p, farm.workers());
            case GATEWAY_KILLED -> kill(p, farm.gateways());
            case WORKER_FROZEN -> freeze(p, farm.workers());
            case GATEWAY_FROZEN -> freeze(p, farm.gateways());
            case KILLED_AT -> atPoints.strike(p, point(p), "KILL");
            case FROZEN_AT -> atPoints.strike(p, point(p), "STOP");
            case CONNECTION_CLOSED -> broker.closeConnection(p.target()).ifPresent(whose -> blow(p, whose));
            case CHANNEL_CLOSED -> broker.closeChannel(p.target()).ifPresent(whose -> blow(p, whose));
            case BROKER_CUT -> cable(p, all(), Link.BROKER, Cable::tear);
            case BROKER_DEAD -> cable(p, all(), Link.BROKER, Cable::goDead);
            case BROKER_SLOW -> cable(p, all(), Link.BROKER, cable -> cable.slowDown(delay(p)));
            case DATABASE_CUT -> cable(p, farm.gateways(), Link.DATABASE, Cable::tear);
            case DATABASE_DEAD -> cable(p, farm.gateways(), Link.DATABASE, Cable::goDead);
            case DATABASE_SLOW -> cable(p, farm.gateways(), Link.DATABASE, cable -> cable.slowDown(delay(p)));
            case DOOR_CUT -> cable(p, farm.gateways(), Link.DOOR, Cable::tear);
            case DOOR_DEAD -> cable(p, farm.gateways(), Link.DOOR, Cable::goDead);
            case DOOR_SLOW -> cable(p, farm.gateways(), Link.DOOR, cable -> cable.slowDown(delay(p)));
            case EVENTS_AGAIN ->
                lasting(p, "imece.status", () -> again.last(farm.rabbit().uri(), p.millis()), () -> {});
            case BROKER_STOPPED -> outage(p, brokerBusy, farm.rabbit(), farm.rabbit()::stop);
            case BROKER_KILLED -> outage(p, brokerBusy, farm.rabbit(), farm.rabbit()::kill);
            case BROKER_WIPED -> outage(p, brokerBusy, farm.rabbit(), farm.rabbit()::wipe);
            case DATABASE_STOPPED -> outage(p, databaseBusy, farm.postgres(), farm.postgres()::stop);
            case DATABASE_CRASHED -> outage(p, databaseBusy, farm.postgres(), farm.postgres()::stopImmediately);
            case DISK_FULL -> fillDisk(p);
            case ENGINE_FAILS -> wish(p, "[fail]");
            case ENGINE_STALLS -> wish(p, "[stall]");
            case ENGINE_OUT_OF_MEMORY -> wish(p, "[oom]");
            case ENGINE_KILLS -> wish(p, "[kill]");
        }
    }

    private void kill(Planned p, List<Part> candidates) {
        Part part = one(p, candidates);
        blow(p, part.name());
        part.signal("KILL");
    }

    private void freeze(Planned p, List<Part> candidates) throws IOException, InterruptedException {
        Part part = one(p, candidates);
        alone(
                part.busy(),
                () -> lasting(
                        p,
                        part.name(),
                        () -> {
                            part.signal("STOP");
                            Thread.sleep(p.millis());
                        },
                        () -> part.signal("CONT")));
    }

    private void cable(Planned p, List<Part> candidates, Link link, Consumer<Cable> harm)
            throws IOException, InterruptedException {
        Part part = one(p, candidates);
        Cable cable = part.cable(link);
        alone(
                part.busy(),
                () -> lasting(
                        p,
                        part.name(),
                        () -> {
                            harm.accept(cable);
                            Thread.sleep(p.millis());
                        },
                        cable::mend));
    }

    private void outage(Planned p, ReentrantLock busy, ServerNode server, Runnable end)
            throws IOException, InterruptedException {
        alone(busy, () -> {
            lasting(
                    p,
                    server.name(),
                    () -> {
                        end.run();
                        Thread.sleep(p.millis());
                    },
                    server::start);
            Thread.sleep(AFTER_A_START);
        });
    }

    private void fillDisk(Planned p) throws IOException, InterruptedException {
        if (!farm.disk().isReal()) {
            history.note(new Entry.Unable(
                    System.currentTimeMillis(),
                    p.name(),
                    "only root can mount a disk that is small enough to be filled"));
            return;
        }
        lasting(
                p,
                "pictures",
                () -> {
                    farm.disk().fill();
                    Thread.sleep(p.millis());
                },
                farm.disk()::empty);
    }

    private void wish(Planned p, String word) {
        blow(p, word);
        users.nextWishContains(word);
    }

    private void lasting(Planned p, String target, Act harm, Act mend) throws IOException, InterruptedException {
        blow(p, target);
        try {
            harm.run();
        } finally {
            boolean interrupted = Thread.interrupted();
            mend.run();
            history.note(new Entry.Mended(System.currentTimeMillis(), p.id()));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void alone(ReentrantLock lock, Act act) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            act.run();
        } finally {
            lock.unlock();
        }
    }

    private void blow(Planned p, String target) {
        history.note(new Entry.Blow(System.currentTimeMillis(), p.id(), p.name(), target));
    }

    private List<Part> all() {
        return farm.parts().toList();
    }

    private static Part one(Planned p, List<Part> candidates) {
        return candidates.get(p.target() % candidates.size());
    }

    private static Duration delay(Planned p) {
        return Duration.ofMillis(50 + p.target() % 400);
    }

    private static FaultPoint point(Planned p) {
        return Objects.requireNonNull(p.point());
    }
}
