package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Failure;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.Picture;
import imece.gateway.job.Decision;
import imece.gateway.job.LossCharge.Evidence;
import imece.gateway.job.Transitions;
import imece.gateway.job.rows.JobWriter;
import imece.local.TestServers.Fresh;
import imece.tier.TestSeed;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Visitors, and users of an app whose key pays for all of them, submit, retry and cancel at two gateways, while both of these
 * store what runs tell. Afterwards the rows must say that each job that is over was put right once, by what the rule says.
 */
final class TurnRush {

    private static final int THREADS = 16;
    private static final int VISITORS = 5;
    private static final int USERS = 3;
    private static final int AT_ONCE = 6;

    private static final List<String> KINDS = List.of(
            "{\"prompt\":\"plain\"",
            "{\"prompt\":\"painted\",\"checkpoint\":\"" + FakeWorker.CHECKPOINT + "\"",
            "{\"prompt\":\"plain, later\",\"class\":\"batch\"");

    private final Fresh servers;
    private final ConcurrentLinkedQueue<FakeRun> running = new ConcurrentLinkedQueue<>();

    TurnRush(Fresh servers) {
        this.servers = servers;
    }

    /** Who asks, at either gateway. */
    private record Asking(Browser here, Browser there, ConcurrentLinkedQueue<String> jobs) {
        Browser one(Random random) {
            return random.nextBoolean() ? here : there;
        }
    }

    /** Does so many things, and looks at the rows. */
    void run(int things) throws SQLException {
        String[] settings = {
            "--imece.gateway.max-waiting-per-user=1000000",
            "--imece.gateway.max-waiting=1000000",
            "--imece.limits.address.submits=1000000"
        };
        Rows rows = new Rows(servers);
        try (GatewayUnderTest first = GatewayUnderTest.start(servers, settings);
                GatewayUnderTest second = GatewayUnderTest.start(
                        servers,
                        Stream.concat(
                                        Stream.of(settings),
                                        Stream.of(
                                                "--imece.name=gateway-other",
                                                "--imece.gateway.key-file=" + first.keyFile()))
                                .toArray(String[]::new));
                FakeWorker worker = FakeWorker.start(first, "rushed", 12)) {
            for (GatewayUnderTest gateway : List.of(first, second)) {
                Within.bounds()
                        .until(() ->
                                gateway.newcomer().get("/api/options").text().contains(FakeWorker.LORA));
            }
            note(rows);
            rush(things, askers(first, second), worker, List.of(writer(first), writer(second)));
        }
        look(rows, things);
    }

    private void rush(int things, List<Asking> askers, FakeWorker worker, List<JobWriter> writers) {
        AtomicInteger next = new AtomicInteger();
        List<Callable<Void>> works = IntStream.range(0, THREADS)
                .<Callable<Void>>mapToObj(thread -> () -> {
                    Random random = new Random(TestSeed.of("turn rush") + thread);
                    while (next.getAndIncrement() < things) {
                        Asking asking = askers.get(random.nextInt(askers.size()));
                        switch (random.nextInt(10)) {
                            case 0, 1, 2, 3 -> submit(asking, random);
                            case 4, 5 -> cancel(asking, random);
                            case 6 -> retry(asking, random);
                            default -> ends(worker, writers, random);
                        }
                    }
                    return null;
                })
                .toList();
        Together.all(works);
        Together.all(askers.stream()
                .<Callable<Void>>map(asking -> () -> {
                    asking.here().delete("/api/jobs?status=live").expect(202);
                    return null;
                })
                .toList());
    }

    private static void submit(Asking asking, Random random) {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        Answer answer =
                asking.one(random).post("/api/jobs", kind + ",\"count\":" + (random.nextInt(4) == 0 ? 8 : 1) + "}");
        assertThat(answer.status()).as(answer.text()).isIn(202, 503);
        answer.json()
                .path("jobs")
                .forEach(job -> asking.jobs().add(job.path("id").stringValue()));
    }

    private static void cancel(Asking asking, Random random) {
        if (random.nextInt(20) == 0) {
            asking.one(random).delete("/api/jobs?status=live").expect(202);
        }
        String job = asking.jobs().poll();
        if (job != null) {
            assertThat(asking.one(random).delete("/api/jobs/" + job).status()).isIn(202, 409);
            asking.jobs().add(job);
        }
    }

    private static void retry(Asking asking, Random random) {
        String job = asking.jobs().poll();
        if (job != null) {
            Answer again = asking.one(random).post("/api/jobs/" + job + "/retry", "");
            assertThat(again.status()).as(again.text()).isIn(202, 409);
            asking.jobs().add(again.status() == 202 ? again.json().path("id").stringValue() : job);
        }
    }

    /** What runs say is stored by either gateway, of several owners at once: a start, and later an end. */
    private void ends(FakeWorker worker, List<JobWriter> writers, Random random) {
        List<FakeRun> begin = new ArrayList<>();
        synchronized (worker) {
            while (begin.size() < AT_ONCE && worker.hasMore()) {
                begin.add(worker.take());
            }
        }
        // Of every other one nothing is heard before its end.
        store(
                writers.get(random.nextInt(writers.size())),
                begin.stream()
                        .filter(run -> run.tag() % 2 == 0)
                        .<StatusEvent.OfRun>map(
                                run -> new StatusEvent.Started(run.key(), 1, worker.slot(), Instant.now()))
                        .toList());
        running.addAll(begin);
        List<FakeRun> over = Stream.generate(running::poll)
                .limit(AT_ONCE)
                .filter(Objects::nonNull)
                .toList();
        store(
                writers.get(random.nextInt(writers.size())),
                over.stream().map(run -> end(run, worker, random)).toList());
        over.forEach(worker::over);
    }

    private static StatusEvent.OfRun end(FakeRun run, FakeWorker worker, Random random) {
        long load = random.nextInt(30);
        return switch (random.nextInt(6)) {
            case 0 ->
                new StatusEvent.Failed(
                        run.key(),
                        2,
                        worker.slot(),
                        Instant.now(),
                        new Failure("engine", "It broke.", random.nextBoolean()),
                        null,
                        load,
                        null);
            default ->
                new StatusEvent.Completed(
                        run.key(),
                        2,
                        worker.slot(),
                        Instant.now(),
                        new Picture("ab".repeat(32), 1_000, 512, 512),
                        random.nextInt(90_000),
                        null,
                        null,
                        load,
                        random.nextBoolean() ? null : (Long) (long) random.nextInt(60_000));
        };
    }

    private static void store(JobWriter writer, List<StatusEvent.OfRun> events) {
        List<UUID> jobs = events.stream().map(event -> event.run().jobId()).toList();
        if (jobs.isEmpty()) {
            return;
        }
        writer.change(
                jobs,
                rows -> events.forEach(event -> rows.job(event.run().jobId()).ifPresent(job -> {
                    if (Transitions.on(job, event, Evidence.UNKNOWN, rows.now()) instanceof Decision.Changed changed) {
                        rows.change(changed);
                    }
                })),
                rows -> {});
    }

    private static JobWriter writer(GatewayUnderTest gateway) {
        return gateway.part("jobWriter", JobWriter.class);
    }

    private static List<Asking> askers(GatewayUnderTest first, GatewayUnderTest second) {
        List<Asking> askers = new ArrayList<>();
        for (int i = 0; i < VISITORS; i++) {
            Browser here = first.newcomer();
            here.visitor();
            askers.add(new Asking(
                    here, second.newcomer().with("imece_visitor", visitorCookie(here)), new ConcurrentLinkedQueue<>()));
        }
        JsonNode app = new People(first).farmKey("{\"name\":\"chat\",\"app\":true}");
        for (int i = 0; i < USERS; i++) {
            String user = "user " + i;
            askers.add(new Asking(
                    People.program(first, app).always("X-Imece-User", user),
                    People.program(second, app).always("X-Imece-User", user),
                    new ConcurrentLinkedQueue<>()));
        }
        return askers;
    }

    private static String visitorCookie(Browser browser) {
        return Stream.of(browser.cookie().split(";\\s*", -1))
                .filter(cookie -> cookie.startsWith("imece_visitor="))
                .map(cookie -> cookie.substring("imece_visitor=".length()))
                .findFirst()
                .orElseThrow();
    }

    /** Has the database write down each job that is put right, and each move of an account, with its transaction. */
    private static void note(Rows rows) throws SQLException {
        rows.change("create table noted_charges (tx xid8, job uuid, account uuid)");
        rows.change("create table noted_moves (tx xid8, account uuid, by bigint)");
        rows.change("""
                create function note_charge() returns trigger language plpgsql as $$ begin
                    insert into noted_charges values (pg_current_xact_id(), new.id, new.turn_account); return null;
                end $$""");
        rows.change("""
                create function note_move() returns trigger language plpgsql as $$ begin
                    insert into noted_moves values (pg_current_xact_id(), new.id, new.next_turn - old.next_turn); return null;
                end $$""");
        rows.change("""
                create trigger note_charges after update on jobs for each row when (new.charged and not old.charged)
                execute function note_charge()""");
        rows.change(
                "create trigger note_moves after update on turn_accounts for each row execute function note_move()");
    }

    private static void look(Rows rows, int things) {
        assertThat(rows.text("select deadlocks from pg_stat_database where datname = current_database()"))
                .as("transactions that waited for each other")
                .isEqualTo("0");
        assertThat(rows.texts("select distinct status from jobs"))
                .as("all of them are over")
                .containsExactlyInAnyOrder("complete", "error", "cancelled");
        assertThat(rows.texts("select id from jobs where turn_account is null or not charged"))
                .as("jobs that nobody paid for, or that were not put right")
                .isEmpty();
        assertThat(rows.texts("select job from noted_charges group by job having count(*) > 1"))
                .as("jobs that were put right twice")
                .isEmpty();
        assertThat(Integer.parseInt(rows.text("select count(*) from noted_charges")))
                .isGreaterThan(things / 3)
                .isEqualTo(Integer.parseInt(rows.text("select count(*) from jobs")));
        assertThat(Integer.parseInt(rows.text("select count(*) from jobs where status = 'complete'")))
                .as("enough of them ran")
                .isGreaterThan(things / 20);
        assertThat(rows.texts(WRONG))
                .as("moves of accounts that are not what the rule says")
                .isEmpty();
        assertThat(rows.texts(FELL))
                .as("jobs that were let stand before their owner's own")
                .isEmpty();
        assertThat(Integer.parseInt(rows.text("select count(distinct turn_account) from jobs")))
                .as("an address, a key, and visitors that pay alone")
                .isGreaterThan(2);
    }

    /** The rule once more, in SQL. */
    private static final String WRONG = """
            with over as (
                select noted.tx, noted.account, j.turn_weight as weight, j.estimate, j.run_id is null as never_ran,
                       j.status = 'error' and j.error_retryable as not_its_fault, r.render_millis, r.load_millis, r.gpu_millis,
                       floor(extract(epoch from j.finished_at - j.started_at) * 1000)::bigint as seen
                from noted_charges noted join jobs j on j.id = noted.job left join runs r on r.run_id = j.run_id
            ), measured as (
                select *, least(greatest(0, coalesce(gpu_millis, coalesce(render_millis, seen) - coalesce(load_millis, 0))),
                                case when seen > 0 then least(seen, 600000) else 600000 end) as kept
                from over
            ), due as (
                select tx, account, sum(case when never_ran or not_its_fault then - (estimate * 1000 / weight)
                    else greatest(-600000, least(600000, kept * 1000 / weight - estimate * 1000 / weight)) end) as by
                from measured group by tx, account
            ), moved as (
                select tx, account, sum(by) as by from noted_moves where tx in (select tx from noted_charges)
                group by tx, account
            )
            select tx || ': ' || coalesce(moved.by::text, 'nothing') || ' and not ' || coalesce(due.by::text, 'nothing')
            from due full join moved using (tx, account) where due.by is distinct from moved.by""";

    /** A later job of the same owner, class and lane that got a lower turn while the earlier one certainly waited. */
    private static final String FELL = """
            select later.id from jobs earlier join jobs later
                on later.owner = earlier.owner and later.lane = earlier.lane and later.turn_class = earlier.turn_class
                and later.ticket > earlier.ticket and later.turn < earlier.turn
            where earlier.failures = 0 and earlier.finished_at > later.created_at
              and (earlier.started_at is null or earlier.started_at > later.created_at)""";
}
