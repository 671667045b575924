package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import imece.client.ApiClient;
import imece.contract.Topology;
import imece.local.LastRelease;
import imece.local.TestServers.Fresh;
import imece.local.faults.Frames.Seen;
import imece.tier.FullRunOnly;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Processes of the last release and of this one are one farm, in every order in which a farm can be upgraded. */
@FullRunOnly
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LastReleaseBesideIT extends FaultTest {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);
    /** SIGTERM, as Spring Boot ends: 128 + 15. */
    private static final int TERMINATED = 143;

    private static final int OLD = 0;
    private static final int NEW = 1;
    private static final int STEP_MILLIS = 40;
    private static final int SHORT = 6;
    private static final int LASTING = 100;

    private final LastRelease last = LastRelease.built();
    private String broker;

    @Override
    Rig farm(Fresh servers, Path folder) {
        broker = servers.brokerUri();
        Rig farm = closing(new Rig(folder, servers, 1, command -> last.instead("api-gateway", command)));
        farm.worker(command -> last.instead("gpu-worker", command), "old", STEP_MILLIS);
        return farm;
    }

    @Test
    @Order(1)
    void aWorkerOfThisReleaseServesAGatewayOfTheLast() {
        me.frames().await(me.submit("before the upgrade", SHORT), "complete", LONG);
        rig.worker("new", STEP_MILLIS);
        stopDrained(worker("old"));

        assertThat(completedOn(me, me.submit("a new worker", SHORT))).isEqualTo("new");

        rig.again(worker("old"));
        awaitIdleSlots(2);
    }

    @Test
    @Order(2)
    void aGatewayOfThisReleaseIsServedByAWorkerOfTheLast() {
        assertThat(rig.addGateway(command -> command)).isEqualTo(NEW);
        Visitor person = rig.visitor(NEW);
        stopDrained(worker("new"));
        assertThat(rig.gateways().get(OLD).stop(ENDS_WITHIN)).isEqualTo(TERMINATED);

        assertThat(completedOn(person, person.submit("an old worker", SHORT))).isEqualTo("old");

        // A gateway of the last release also comes up beside a newer schema.
        rig.launchGateway(OLD);
        rig.awaitGateway(OLD);
        rig.again(worker("new"));
        awaitIdleSlots(2);
    }

    @Test
    @Order(3)
    void bothReleasesWorkOffOneLineAndBothFeedsShowIt() {
        Visitor other = rig.visitor(NEW);
        List<Visitor> mine = List.of(me, rig.alsoAt(NEW, me));
        List<Visitor> theirs = List.of(other, rig.alsoAt(OLD, other));

        List<UUID> ofMine = new ArrayList<>();
        List<UUID> ofTheirs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ofMine.add(me.submit("through the old gateway " + i, SHORT));
            ofTheirs.add(other.submit("through the new gateway " + i, SHORT));
        }

        mine.forEach(browser -> browser.frames().awaitAll(ofMine, "complete", LONG));
        theirs.forEach(browser -> browser.frames().awaitAll(ofTheirs, "complete", LONG));
        List<UUID> all = new ArrayList<>(ofMine);
        all.addAll(ofTheirs);
        assertThat(all.stream().map(job -> rig.rows().job(job).worker())).contains("old", "new");
    }

    @Test
    @Order(4)
    void aVisitorIsTheSameAtBothByEitherFormOfTheCookieAndTheOperatorsTokenOpensBoth() throws Exception {
        ApiClient before = me.client();
        assertThat(before.cookies())
                .as("of the last release's gateway")
                .startsWith("imece_visitor=")
                .doesNotContain(";");
        UUID mine = me.submit("with a cookie of the last release", SHORT);
        me.frames().await(mine, "complete", LONG);
        ApiClient atNew = before.at(URI.create(rig.url(NEW)));
        atNew.keep(ApiClient.send(atNew.request("/api/jobs?limit=1"), BodyHandlers.discarding()));

        assertThat(atNew.visitor()).isEqualTo(before.visitor());
        assertThat(cookies(atNew)).hasSize(2);
        for (String cookie : cookies(atNew)) {
            assertThat(status(NEW, "/api/jobs/" + mine, "Cookie", cookie))
                    .as(cookie)
                    .isEqualTo(200);
        }
        assertThat(status(OLD, "/api/images/" + mine, "Cookie", atNew.cookies()))
                .isEqualTo(200);

        Visitor other = rig.visitor(NEW);
        UUID theirs = other.submit("with a cookie of this release", SHORT);
        other.frames().await(theirs, "complete", LONG);
        Visitor atOld = rig.alsoAt(OLD, other);
        UUID there = atOld.submit("the same person at the other gateway", SHORT);
        other.frames().await(there, "complete", LONG);
        for (int gateway : List.of(OLD, NEW)) {
            for (UUID job : List.of(theirs, there)) {
                assertThat(status(
                                gateway,
                                "/api/images/" + job,
                                "Cookie",
                                other.client().cookies()))
                        .isEqualTo(200);
                assertThat(status(gateway, "/api/jobs/" + job, "Cookie", atNew.cookies()))
                        .isEqualTo(404);
            }
            assertThat(status(gateway, "/api/workers", "Authorization", "Bearer " + rig.operatorToken()))
                    .isEqualTo(200);
        }
    }

    private static List<String> cookies(ApiClient client) {
        return List.of(client.cookies().split("; "));
    }

    private int status(int gateway, String path, String header, String value) throws Exception {
        ApiClient nobody = new ApiClient(URI.create(rig.url(gateway)), SOON);
        return ApiClient.send(nobody.request(path).header(header, value), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    @Order(5)
    void eachGatewayCancelsWhatRunsOnAWorkerOfTheOtherReleaseAndIsAskedForItAgain() {
        Visitor atNew = rig.alsoAt(NEW, me);
        for (Member holder : List.of(worker("old"), worker("new"))) {
            Visitor asking = holder == worker("old") ? atNew : me;
            Visitor watching = holder == worker("old") ? me : atNew;
            UUID job = startedOn(holder, asking);
            assertThat(asking.cancel(job)).isEqualTo(202);

            watching.frames().await(job, "cancelled", SOON);
            awaitIdleSlots(2);
            UUID again = asking.retry(job);
            assertThat(again).isNotEqualTo(job);
            assertThat(watching.cancel(again)).isEqualTo(202);
            asking.frames().await(again, "cancelled", SOON);
            awaitIdleSlots(2);
            UUID third = watching.retry(again);
            watching.frames().await(third, "complete", LONG);
        }
    }

    @Test
    @Order(6)
    void whatAKilledWorkerHadIsTakenOverByOneOfTheOtherRelease() {
        Visitor atNew = rig.alsoAt(NEW, me);
        rig.awaitSettled();
        for (Member victim : List.of(worker("old"), worker("new"))) {
            Member heir = victim == worker("old") ? worker("new") : worker("old");
            UUID job = startedOn(victim, victim == worker("old") ? me : atNew);
            victim.kill();

            Seen again = atNew.frames().await(job, Long.MIN_VALUE, LONG, frame -> frame.attempt() == 2);
            assertThat(again.worker()).isEqualTo(heir.name());
            me.frames().await(job, "complete", LONG);
            assertThat(rig.rows().outcomes(job)).containsExactly("lost", "completed");
            rig.again(victim);
            awaitIdleSlots(2);
        }
    }

    @Test
    @Order(7)
    void nothingThatOneReleaseSaidWasGarbageToTheOther() throws Exception {
        String folded = "imece_store_events_total";
        assertThat(rig.visitor(OLD).metric(folded) + rig.visitor(NEW).metric(folded))
                .as("events that the gateways have folded")
                .isPositive();
        for (int gateway : List.of(OLD, NEW)) {
            Visitor person = rig.visitor(gateway);
            for (String counter : List.of("imece_store_garbage", "imece_store_unknown", "imece_feed_garbage")) {
                assertThat(person.metric(counter)).as(counter).isZero();
            }
            assertThat(rig.gateways().get(gateway).said("garbage"))
                    .as("words of garbage")
                    .isFalse();
        }
        assertThat(rig.workers()).noneMatch(worker -> worker.said("garbage") || worker.said("ignored as"));
        Visitor atNew = rig.visitor(NEW);
        assertThat(atNew.metric("imece_senders_refused")).isZero();
        assertThat(atNew.metric("imece_senders_unnamed"))
                .as("messages of workers that do not say who they are")
                .isPositive();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker);
        try (Connection connection = factory.newConnection("what is dead")) {
            assertThat(connection.createChannel().messageCount(Topology.DEAD)).isZero();
        }
    }

    @Test
    @Order(8)
    void theLastReleaseIsStoppedAndThisOneGoesOn() {
        Visitor person = rig.visitor(NEW);
        UUID running = startedOn(worker("old"), person);
        worker("old").terminate();
        person.frames().await(running, "complete", LONG);
        worker("old").awaitEnd(ENDS_WITHIN);
        assertThat(rig.gateways().get(OLD).stop(ENDS_WITHIN)).isEqualTo(TERMINATED);

        for (UUID job : person.submit(3, "after the upgrade", SHORT)) {
            assertThat(completedOn(person, job)).isEqualTo("new");
        }
    }

    private Member worker(String name) {
        return rig.workers().stream()
                .filter(worker -> worker.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void stopDrained(Member worker) {
        assertThat(worker.stop(ENDS_WITHIN)).isZero();
        awaitNoSlotOf(worker);
    }

    private void awaitNoSlotOf(Member worker) {
        await(worker.name() + " is gone")
                .atMost(SOON)
                .until(() -> !workers().toString().contains("\"id\":\"" + worker.name() + "\"") || idleSlots() <= 1);
    }

    private String completedOn(Visitor person, UUID job) {
        person.frames().await(job, "complete", LONG);
        return String.valueOf(rig.rows().job(job).worker());
    }

    /** A lasting job that runs on this very worker: the others are told to take nothing while it is handed out. */
    private UUID startedOn(Member wanted, Visitor person) {
        List<Member> others = others(wanted);
        others.forEach(other -> order(other.name(), "drain"));
        awaitIdleSlots(1);
        UUID job = person.submit("on " + wanted.name(), LASTING);
        Seen started = person.frames().await(job, "processing", SOON);
        assertThat(started.worker()).isEqualTo(wanted.name());
        others.forEach(other -> order(other.name(), "resume"));
        awaitIdleSlots(others.size());
        return job;
    }
}
