package imece.local.faults;

import static org.awaitility.Awaitility.await;

import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import imece.local.nodes.NodePlace;
import imece.local.nodes.RabbitNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One farm per class, a visitor per test, and after every test the same question to every job. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultTest extends TimedTest {

    /** How long is waited for what comes by itself: no promise, and enough for a machine that has other things to do. */
    static final Duration SOON = Duration.ofMinutes(1);
    /** The same where several such things come one after the other. */
    static final Duration LONG = Duration.ofMinutes(2);

    Rig rig;
    Visitor me;

    private final Deque<AutoCloseable> ends = new ArrayDeque<>();
    private long lastTicketBefore;

    /** Starts the farm that all tests of the class share, everything in it with {@link #closing}. */
    @Initializer
    abstract Rig farm(Fresh servers, Path folder) throws Exception;

    /** Makes good what a test did to the farm; runs after every test, also a failed one. */
    void settle() {}

    @BeforeAll
    void begin(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        rig = farm(TestServers.fresh(getClass()), folder);
    }

    @BeforeEach
    void arrive() {
        lastTicketBefore = rig.rows().lastTicket();
        me = rig.visitor();
    }

    @AfterEach
    void nothingLostNothingTwice() {
        try {
            rig.assertNothingLostNothingTwice(lastTicketBefore);
        } finally {
            try {
                settle();
                rig.emptyLine();
            } finally {
                rig.endVisits();
            }
        }
    }

    @AfterAll
    void end() throws Exception {
        try {
            if (!ends.isEmpty()) {
                ends.pop().close();
            }
        } finally {
            if (!ends.isEmpty()) {
                end();
            }
        }
    }

    /** Is closed when all tests are over, the newest first. */
    final <T extends AutoCloseable> T closing(T part) {
        ends.push(part);
        return part;
    }

    /** A broker that belongs to this class alone, and may be hurt. */
    final RabbitNode brokerOfItsOwn(Path folder) {
        RabbitNode broker = new RabbitNode(NodePlace.quiet(folder.resolve("broker")));
        closing(broker::stop);
        broker.start();
        return broker;
    }

    /** The same servers, with another broker. */
    static Fresh with(RabbitNode broker, Fresh servers) {
        return new Fresh(servers.jdbcUrl(), servers.user(), servers.password(), broker.uri());
    }

    /** Drains or resumes a worker, as soon as the farm has heard of it. */
    final void order(String worker, String what) {
        await(worker + " is heard")
                .atMost(SOON)
                .until(() -> workers().toString().contains("\"id\":\"" + worker + "\""));
        JsonNode unused = me.operator(rig.operatorToken(), "POST", "/api/workers/" + worker + "/" + what);
    }

    /** Every process of a worker runs, awake, and takes jobs. */
    final void workersBack(Member... workers) {
        for (Member worker : workers) {
            worker.wake();
            if (!worker.alive()) {
                rig.again(worker);
            }
        }
        for (JsonNode worker : workers().path("items")) {
            if (worker.path("state").stringValue("").equals("draining")) {
                order(worker.path("id").stringValue(""), "resume");
            }
        }
    }

    /** Every gateway runs, awake and ready. */
    final void gatewaysBack() {
        for (int i = 0; i < rig.gateways().size(); i++) {
            Member gateway = rig.gateways().get(i);
            gateway.wake();
            if (!gateway.alive()) {
                rig.launchGateway(i);
            }
            rig.awaitGateway(i);
        }
    }

    /** How many slots would take a job now, as the farm has heard. */
    final int idleSlots() {
        int idle = 0;
        for (JsonNode worker : workers().path("items")) {
            // A killed process is listed for a while, with what its slots last said.
            boolean heard = !worker.path("state").stringValue("").equals("silent");
            for (JsonNode slot : worker.path("slots")) {
                idle += heard && slot.path("state").stringValue("").equals("idle") ? 1 : 0;
            }
        }
        return idle;
    }

    final void awaitIdleSlots(int count) {
        await(count + " idle slots").atMost(SOON).until(() -> idleSlots() == count);
    }

    final JsonNode workers() {
        return me.operator(rig.operatorToken(), "GET", "/api/workers");
    }

    /** The worker that has this job's GPU, as the frame says. */
    final Member holderOf(Frames.Seen started) {
        return rig.workers().stream()
                .filter(worker -> worker.name().equals(started.worker()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody of this farm: " + started));
    }

    final List<Member> others(Member one) {
        return rig.workers().stream().filter(worker -> worker != one).toList();
    }
}
