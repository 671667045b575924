package imece.local.drill.farm;

import imece.local.farm.Member;
import imece.local.net.Cable;
import imece.local.os.Ending;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A gateway or a worker of the drill, and the cables that lead from and to it.
 *
 * @param busy held by a fault that lasts, so that no second one befalls the same part at the same time
 */
public record Part(Member member, Map<Link, Cable> cables, ReentrantLock busy) {
    Part(Member member, Map<Link, Cable> cables) {
        this(member, cables, new ReentrantLock());
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
        running.ifPresent(process -> Ending.send(process, name));
        return running.map(ProcessHandle::pid);
    }
}
