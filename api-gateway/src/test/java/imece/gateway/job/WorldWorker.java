package imece.gateway.job;

import imece.contract.RunKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A worker process of the {@link World}: several slots that live and die together. */
final class WorldWorker {

    private static final int SLOTS = 3;

    UUID instance;
    boolean connected = true;
    final List<Running> runs = new ArrayList<>();

    WorldWorker(UUID instance) {
        this.instance = instance;
    }

    boolean takes(Message message) {
        boolean closed = runs.stream().anyMatch(run -> run.message().alone());
        return connected && runs.size() < SLOTS && !closed && (!message.alone() || runs.isEmpty());
    }

    record Message(UUID job, long epoch, int delivery, boolean alone) {
        Message again() {
            return new Message(job, epoch, delivery + 1, alone);
        }
    }

    /** A run, and whether the broker still counts its message as taken by it. */
    record Running(RunKey run, Message message, boolean owned) {
        Running torn() {
            return new Running(run, message, false);
        }
    }
}
