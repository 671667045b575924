package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import imece.contract.BrokerRights;
import imece.contract.DispatchSecret;
import imece.contract.Failure;
import imece.contract.LiveEvent;
import imece.contract.LiveEvent.WorkerState;
import imece.contract.RenderJob;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import imece.contract.StatusEvent;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.contract.WorkerAccount;
import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import imece.local.nodes.NodePlace;
import imece.local.nodes.RabbitNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A node's account at a real broker: what its workers need goes, the rest is refused, and what cannot be refused to who may take
 * jobs costs nobody a picture. The attic is the bad one here, the cellar the honest one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerAccountIT {
    private static final WorkerAccount ATTIC = new WorkerAccount("attic");
    private static final WorkerAccount CELLAR = new WorkerAccount("cellar");
    private static final String LANE = Topology.jobQueue(Topology.DEFAULT_LANE);
    private static final String OWN_ORDERS = Topology.controlQueue("attic", "1");
    private static final String CELLARS_ORDERS = Topology.controlQueue("cellar", "1");
    private static final byte[] NOTHING = {'{', '}'};

    private Path folder;
    private RabbitNode broker;
    private GatewayUnderTest gateway;
    private String attic;
    private String cellar;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        this.folder = folder;
        broker = new RabbitNode(NodePlace.quiet(folder.resolve("broker")));
        String ofGateway = broker.accounts().renew("gateway", BrokerRights.OF_GATEWAYS);
        String ofAttic = broker.accounts().renew(ATTIC.user(), ATTIC.rights());
        String ofCellar = broker.accounts().renew(CELLAR.user(), CELLAR.rights());
        broker.start();
        attic = broker.uri(ATTIC.user(), ofAttic);
        cellar = broker.uri(CELLAR.user(), ofCellar);
        Fresh any = TestServers.fresh(WorkerAccountIT.class);
        gateway = GatewayUnderTest.start(
                new Fresh(any.jdbcUrl(), any.user(), any.password(), broker.uri("gateway", ofGateway)),
                "--imece.broker.last-release-workers=false");
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (broker != null) {
            broker.stop();
        }
    }

    /** Something that the attic tries. */
    record Attempt(String name, Amqp.Saying<?> deed) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Attempt> forbidden() {
        return Stream.of(declaring(), binding(), reading(), publishing(), deleting())
                .flatMap(each -> each);
    }

    private static Stream<Attempt> declaring() {
        Stream<Attempt> exchanges = Stream.of(Topology.JOBS, Topology.STATUS, Topology.CONTROL, "imece.mine")
                .map(name ->
                        new Attempt("declare the exchange " + name, it -> it.exchangeDeclare(name, "fanout", true)));
        Stream<Attempt> queues = Stream.of(
                        Topology.STATUS_STORE,
                        LANE,
                        "imece.jobs.mine",
                        Topology.DEAD,
                        "imece.updates.g.1",
                        CELLARS_ORDERS,
                        "mine")
                .map(name -> new Attempt(
                        "declare the queue " + name, it -> it.queueDeclare(name, false, false, true, Map.of())));
        return Stream.concat(
                Stream.concat(exchanges, queues),
                Stream.of(new Attempt(
                        "declare its own queue so that what dies there becomes a job",
                        it -> it.queueDeclare(
                                OWN_ORDERS, false, false, true, Map.of("x-dead-letter-exchange", Topology.JOBS)))));
    }

    private static Stream<Attempt> binding() {
        return Stream.concat(
                Stream.of(
                                Topology.JOBS,
                                Topology.STATUS,
                                Topology.LIVE,
                                Topology.UPDATES,
                                Topology.DEAD,
                                Topology.POISON)
                        .map(exchange -> new Attempt("have its own queue get what goes to " + exchange, it -> {
                            it.queueDeclare(OWN_ORDERS, false, true, true, Map.of());
                            return it.queueBind(OWN_ORDERS, exchange, Topology.DEFAULT_LANE);
                        })),
                Stream.of(
                        new Attempt(
                                "bind a lane elsewhere",
                                it -> it.queueBind(LANE, Topology.CONTROL, Topology.DEFAULT_LANE)),
                        new Attempt("unbind a lane", it -> it.queueUnbind(LANE, Topology.JOBS, Topology.DEFAULT_LANE)),
                        new Attempt(
                                "unbind the store", it -> it.queueUnbind(Topology.STATUS_STORE, Topology.STATUS, ""))));
    }

    private static Stream<Attempt> reading() {
        return Stream.of(
                        Topology.STATUS_STORE,
                        Topology.DEAD,
                        Topology.POISON,
                        "imece.live.gateway-test.1",
                        "imece.updates.gateway-test.1",
                        CELLARS_ORDERS)
                .map(queue -> new Attempt("read " + queue, it -> it.basicGet(queue, false)));
    }

    private static Stream<Attempt> publishing() {
        Stream<Attempt> exchanges = Stream.of(
                        Topology.JOBS, Topology.CONTROL, Topology.UPDATES, Topology.DEAD, Topology.POISON)
                .map(exchange -> new Attempt("publish to " + exchange, confirmed(exchange, Topology.DEFAULT_LANE)));
        Stream<Attempt> queues = Stream.of(Topology.STATUS_STORE, LANE, CELLARS_ORDERS)
                .map(queue -> new Attempt("publish to the queue " + queue, confirmed("", queue)));
        return Stream.concat(exchanges, queues);
    }

    private static Amqp.Saying<?> confirmed(String exchange, String key) {
        return it -> {
            it.basicPublish(exchange, key, new BasicProperties(), NOTHING);
            it.waitForConfirmsOrDie(10_000);
            return true;
        };
    }

    private static Stream<Attempt> deleting() {
        Stream<Attempt> exchanges = Stream.of(
                        Topology.JOBS,
                        Topology.STATUS,
                        Topology.LIVE,
                        Topology.CONTROL,
                        Topology.UPDATES,
                        Topology.DEAD)
                .map(name -> new Attempt("delete the exchange " + name, it -> it.exchangeDelete(name)));
        Stream<Attempt> queues = Stream.of(LANE, Topology.STATUS_STORE, Topology.DEAD, CELLARS_ORDERS)
                .map(name -> new Attempt("delete the queue " + name, it -> it.queueDelete(name)));
        return Stream.concat(
                Stream.concat(exchanges, queues),
                Stream.of(new Attempt("purge the store", it -> it.queuePurge(Topology.STATUS_STORE))));
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void whatAWorkerNeedNotDoTheBrokerRefuses(Attempt attempt) {
        try (Amqp amqp = Amqp.connect(attic)) {
            assertThatThrownBy(() -> amqp.say(attempt.deed())).hasStackTraceContaining("ACCESS_REFUSED");
        }
    }

    @Test
    void nobodySpeaksInTheNameOfAnotherUser() {
        try (Amqp amqp = Amqp.connect(attic)) {
            assertThatThrownBy(() -> say(amqp, Topology.STATUS, CELLAR.user(), NOTHING))
                    .hasStackTraceContaining("PRECONDITION_FAILED")
                    .hasStackTraceContaining("user_id");
        }
    }

    @Test
    void aWorkerThatMayDoNoMoreDrawsAndStopsWhenItIsToldTo() {
        Browser browser = gateway.newcomer();
        try (WorkerProcess worker = honestWorker()) {
            String id = browser.submitted("by a user of few rights");
            Within.bounds().until(() -> browser.status(id).equals("complete"));
            String endless = browser.submitted("cancelled [stall]");
            Within.bounds().until(() -> browser.status(endless).equals("processing"));
            browser.delete("/api/jobs/" + endless).expect(202);
            Within.bounds().until(() -> worker.said().contains("[GPU_LOCK] released gpu=demo-cellar job=" + endless));
            assertThat(worker.said()).doesNotContain("ACCESS_REFUSED");
        }
    }

    /** Where a later release has taken the right away that only gateways of the last one need. */
    @Test
    void ordersComeToAWorkersOwnQueueByItsName() {
        BrokerRights rights = new WorkerAccount("porch").rights();
        String password = broker.accounts()
                .renew(
                        "w-porch",
                        new BrokerRights(
                                rights.configure(),
                                rights.write(),
                                rights.read().replace("|imece\\.control)$", ")$")));
        broker.importUsers();
        Browser browser = gateway.newcomer();
        try (WorkerProcess worker = WorkerProcess.start(
                gateway, folder, "porch", Map.of("imece.broker.uri", broker.uri("w-porch", password)))) {
            assertThat(broker.rabbitmqctl("list_bindings", "source_name", "destination_name"))
                    .doesNotContainPattern(Topology.CONTROL + "\\s+imece\\.control\\.porch");
            String endless = browser.submitted("cancelled [stall]");
            Within.bounds().until(() -> browser.status(endless).equals("processing"));
            browser.delete("/api/jobs/" + endless).expect(202);
            Within.bounds().until(() -> worker.said().contains("[GPU_LOCK] released gpu=demo-porch job=" + endless));
        }
    }

    @Test
    void whatATakerOfJobsTakesHoldsPutsBackOrThrowsAwayIsDrawnAllTheSame() {
        Browser browser = gateway.newcomer();
        try (Amqp taker = Amqp.connect(attic)) {
            String held = browser.submitted("taken, and never drawn");
            taken(taker);
            drawnByTheHonestOne(browser, held);
            String putBack = browser.submitted("taken, and put back");
            GetResponse message = taken(taker);
            taker.say(it -> {
                it.basicNack(message.getEnvelope().getDeliveryTag(), false, true);
                return true;
            });
            drawnByTheHonestOne(browser, putBack);
            String purged = browser.submitted("thrown away");
            Within.bounds().until(() -> {
                idle(taker);
                return taker.say(it -> it.queuePurge(LANE)).getMessageCount() == 1;
            });
            drawnByTheHonestOne(browser, purged);
        }
    }

    private void drawnByTheHonestOne(Browser browser, String id) {
        try (WorkerProcess worker = honestWorker()) {
            Within.bounds().until(() -> browser.status(id).equals("complete"));
            assertThat(worker.process().isAlive()).isTrue();
        }
    }

    /** Nothing is given to the broker for a lane that no slot serves: whoever wants to take a job says that it has one. */
    private static GetResponse taken(Amqp taker) {
        AtomicReference<@Nullable GetResponse> got = new AtomicReference<>();
        Within.bounds().until(() -> {
            idle(taker);
            got.set(taker.say(it -> it.basicGet(LANE, false)));
            return got.get() != null;
        });
        return Objects.requireNonNull(got.get());
    }

    @Test
    void whatOneNodeSaysOfTheJobsOfAnotherChangesNothing() {
        Browser browser = gateway.newcomer();
        try (WorkerProcess worker = honestWorker();
                Amqp liar = Amqp.connect(attic)) {
            String id = browser.submitted("endless [stall]");
            UUID job = UUID.fromString(id);
            Within.bounds().until(() -> browser.status(id).equals("processing"));
            RunKey run = new RunKey(job, Long.parseLong(its("epoch", job)), 0, UUID.fromString(its("run_id", job)));
            SlotAddress its =
                    new SlotAddress("cellar", UUID.fromString(its("instance", job)), its("gpu", job), "GPU", "demo");
            SlotAddress own = new SlotAddress("attic", new UUID(1, 1), "gpu", "GPU", "demo");
            double before = refused();

            say(liar, Topology.STATUS, ATTIC.user(), Wire.write(failed(run, its, null)));
            say(liar, Topology.STATUS, null, Wire.write(failed(run, its, null)));
            say(liar, Topology.STATUS, ATTIC.user(), Wire.write(failed(run, own, null)));
            RunKey another = new RunKey(job, run.epoch(), 1, UUID.randomUUID());
            say(liar, Topology.STATUS, ATTIC.user(), Wire.write(failed(another, own, new DispatchSecret("guessed"))));
            say(liar, Topology.LIVE, ATTIC.user(), Wire.write(silent(its)));
            say(liar, Topology.LIVE, null, Wire.write(silent(its)));

            Within.bounds().until(() -> refused() - before >= 6);
            assertThat(browser.status(id)).isEqualTo("processing");
            assertThat(its("run_id", job)).isEqualTo(run.runId().toString());
            browser.delete("/api/jobs/" + id).expect(202);
            Within.bounds().until(() -> worker.said().contains("[GPU_LOCK] released gpu=demo-cellar job=" + id));
        }
    }

    private String its(String column, UUID job) {
        return gateway.rows().text("select " + column + "::text from jobs where id = ?", job);
    }

    private static StatusEvent failed(RunKey run, SlotAddress slot, @Nullable DispatchSecret secret) {
        return new StatusEvent.Failed(
                run, 9, slot, Instant.now(), new Failure("made-up", "It is not so.", false), secret);
    }

    /** It pretends to have a GPU that waits for work. */
    private static void idle(Amqp taker) {
        LiveEvent.SlotReport slot = new LiveEvent.SlotReport(
                LiveEvent.GpuReport.named("gpu", "GPU"),
                LiveEvent.SlotState.IDLE,
                "demo",
                Topology.DEFAULT_LANE,
                null,
                null,
                null,
                null,
                LiveEvent.EngineOffer.NONE);
        say(
                taker,
                Topology.LIVE,
                ATTIC.user(),
                Wire.write(new LiveEvent.Heartbeat(
                        "attic", new UUID(1, 1), "nowhere", "0", WorkerState.READY, List.of(slot), List.of())));
    }

    private static LiveEvent silent(SlotAddress of) {
        return new LiveEvent.Heartbeat(
                of.worker(), of.instance(), "nowhere", "0", WorkerState.DRAINING, List.of(), List.of());
    }

    private double refused() {
        return gateway.probe()
                .get("/actuator/prometheus")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith("imece_senders_refused_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void aSecretIsInTheMessageAndItsHashInTheRow() {
        Browser browser = gateway.newcomer();
        try (Amqp taker = Amqp.connect(attic)) {
            String id = browser.submitted("looked at");
            GetResponse message = taken(taker);
            RenderJob job = Wire.read(message.getBody(), RenderJob.class).orElseThrow();
            assertThat(job.jobId()).hasToString(id);
            DispatchSecret secret = Objects.requireNonNull(job.secret());
            assertThat(secret.hasHash(its("secret_sha256", job.jobId()))).isTrue();
            assertThat(its("secret_epoch", job.jobId())).isEqualTo(its("epoch", job.jobId()));
            assertThat(its("jobs", job.jobId())).as("the whole row").doesNotContain(secret.text());
        }
    }

    @Test
    void aBrokerThatWasWipedKnowsItsNodesAgain() {
        Browser browser = gateway.newcomer();
        try (WorkerProcess worker = honestWorker()) {
            broker.wipe();
            broker.start();
            String id = browser.submitted("after the flood");
            Within.bounds().until(() -> browser.status(id).equals("complete"));
            assertThat(worker.process().isAlive()).isTrue();
        }
    }

    @Test
    void whoseAccountIsEndedIsOutAtOnceAndStaysOut() {
        String password = broker.accounts().renew("w-garage", new WorkerAccount("garage").rights());
        broker.importUsers();
        String garage = broker.uri("w-garage", password);
        try (WorkerProcess worker = WorkerProcess.start(gateway, folder, "garage", Map.of("imece.broker.uri", garage));
                Amqp asking = Amqp.connect(garage)) {
            broker.removeUser("w-garage", true);

            Within.bounds().until(() -> worker.said().contains("can't be used"));
            Within.bounds().until(() -> !asking.tryOnce(it -> true));
            assertThatThrownBy(() -> Amqp.connect(garage)).hasStackTraceContaining("ACCESS_REFUSED");
            broker.kill();
            broker.start();
            assertThatThrownBy(() -> Amqp.connect(garage)).hasStackTraceContaining("ACCESS_REFUSED");
        }
    }

    private WorkerProcess honestWorker() {
        return WorkerProcess.start(gateway, folder, "cellar", Map.of("imece.broker.uri", cellar));
    }

    private static void say(Amqp amqp, String exchange, @Nullable String user, byte[] body) {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType(Topology.JSON)
                .userId(user)
                .deliveryMode(2)
                .build();
        amqp.say(it -> {
            it.basicPublish(exchange, "", properties, body);
            it.waitForConfirmsOrDie(10_000);
            return true;
        });
    }
}
