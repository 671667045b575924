package imece.local.drill.farm;

import imece.local.farm.Member;
import imece.local.net.Cable;
import imece.local.os.ProcessEnding;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A gateway or a worker of the drill, and the cables that lead from and to it.
 *
 * @param up whether its process, if there is one, was ready
 * @param busy held by a fault that lasts, so that no second one befalls the same part at the same time
 */
public record Part(Member member, Map<Link, Cable> cables, ReentrantLock busy, AtomicBoolean up) {
    private static final long LOOK_MILLIS = 20;

    Part(Member member, Map<Link, Cable> cables) {
        this(member, cables, new ReentrantLock(), new AtomicBoolean(true));
    }

    /** Whether it runs and was ready. */
    public boolean isUp() {
        return up.get() && member.process().isPresent();
    }

    /** Waits for the end that a signal has brought it: the signal may be on its way. */
    public void awaitDown() throws InterruptedException {
        while (isUp()) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** As in "worker-2". */
    public String name() {
        return member.name();
    }

    /** Its cable there. */
    public Cable cable(Link link) {
        return Objects.requireNonNull(cables.get(link), () -> name() + " has no cable to " + link);
    }

    /** SIGKILL, SIGSTOP or SIGCONT, if it runs at all. Returns its process id. */
    public Optional<Long> signal(String name) {
        Optional<ProcessHandle> running = member.process();
        running.ifPresent(process -> ProcessEnding.send(process, name));
        return running.map(ProcessHandle::pid);
    }
}
