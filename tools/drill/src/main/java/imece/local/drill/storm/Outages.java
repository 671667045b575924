package imece.local.drill.storm;

import imece.local.drill.storm.Schedule.Planned;
import imece.local.nodes.ServerNode;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/** What befalls one server; one thing at a time, and nothing right after a start. */
final class Outages {
    /** A quorum queue that was declared a moment ago may be lost when its broker is killed: that is the broker's own affair. */
    private static final long AFTER_A_START = 4_000;

    private final ServerNode server;
    private final Marks marks;
    private final ReentrantLock busy = new ReentrantLock();

    Outages(ServerNode server, Marks marks) {
        this.server = server;
        this.marks = marks;
    }

    /** Ends it in this way, and starts it again after a while. */
    void of(Planned p, Runnable end) throws IOException, InterruptedException {
        whileUp(() -> {
            marks.lasting(
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

    /** Does something that needs the server, and puts off its next outage until then. */
    void whileUp(Marks.Act act) throws IOException, InterruptedException {
        busy.lockInterruptibly();
        try {
            act.run();
        } finally {
            busy.unlock();
        }
    }

    /** The same, and for so long that what was declared stays. */
    void settled(Marks.Act act) throws IOException, InterruptedException {
        whileUp(() -> {
            act.run();
            Thread.sleep(AFTER_A_START);
        });
    }
}
