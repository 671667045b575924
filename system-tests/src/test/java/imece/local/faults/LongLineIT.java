package imece.local.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers;
import imece.tier.FullRunOnly;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A very long line, many who watch it, and some who never read what they are told. */
class LongLineIT extends TimedTest {

    private static final int WATCHERS = 100;
    private static final int JOBS_OF_WATCHER = 90;
    private static final int DEAF = 10;
    /** Their snapshot alone is more than the buffers between the processes hold. */
    private static final int JOBS_OF_DEAF = 1_500;

    private static final int LOOKS = 8;
    private static final Duration SOON = Duration.ofMinutes(2);
    /** A line of this length is read once a second. */
    private static final Duration FRESH = Duration.ofSeconds(3);
    /** Of the 256 MB that the gateways of these tests may have. */
    private static final long MOST_KEPT = 160L << 20;

    @Test
    @Timeout(600)
    void thirtyThousandWaitingJobsTakeBoundedMemoryAndPlacesStayFresh(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        takesBoundedMemoryAndKeepsPlacesFresh(30_000, folder);
    }

    @Test
    @Timeout(600)
    @FullRunOnly
    void aHundredThousandWaitingJobsTakeBoundedMemoryAndPlacesStayFresh(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        takesBoundedMemoryAndKeepsPlacesFresh(100_000, folder);
    }

    private void takesBoundedMemoryAndKeepsPlacesFresh(int line, Path folder) throws IOException {
        List<Closeable> open = new ArrayList<>();
        try (Rig rig =
                new Rig(folder, TestServers.fresh(LongLineIT.class), 1, "--imece.gateway.max-waiting=" + 2 * line)) {
            List<Visitor> watchers = newcomers(rig, WATCHERS);
            List<Visitor> deaf = newcomers(rig, DEAF);
            fill(rig.rows(), line, watchers, deaf);
            List<WatchedPlace> watched = watch(rig, watchers);
            open.addAll(watched);
            for (Visitor one : deaf) {
                open.add(neverReading(rig.url(0), one.client().cookies()));
                open.add(neverReading(rig.url(0), one.client().cookies()));
            }
            rig.awaitReady(rig.quickWorker("busy", "gpu-1,gpu-2,gpu-3,gpu-4", 5));

            Visitor any = watchers.getFirst();
            long kept = Long.MAX_VALUE;
            long stalest = 0;
            for (int look = 1; look <= LOOKS; look++) {
                stalest = Math.max(stalest, behind(rig.rows(), watched));
                kept = Math.min(kept, (long) any.metric("jvm_memory_used_bytes{area=\"heap\""));
            }
            timed("long-line-place-behind", stalest, FRESH);
            System.out.println("MEASURED what=long-line-heap-kept mb=" + (kept >> 20));
            assertThat(kept).isBetween(1L << 20, MOST_KEPT);

            long asked = System.nanoTime();
            UUID last = any.submit("behind very many", 4);
            timedSince("long-line-submit-answered", asked, Duration.ofSeconds(3));
            assertThat(any.job(last).path("queuePosition").intValue()).isGreaterThan(line / 2);
            await("whoever never reads is asked to come back")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(any.metric("imece_feed_sockets")).isEqualTo(WATCHERS));
            assertThat(rig.gateway().alive()).isTrue();
            assertThat(rig.gateway().said("OutOfMemoryError")).isFalse();
        } finally {
            for (Closeable one : open) {
                one.close();
            }
        }
    }

    private static List<Visitor> newcomers(Rig rig, int count) {
        return Stream.generate(() -> Visitor.unwatched(rig.url(0)))
                .limit(count)
                .peek(visitor -> visitor.submit("one of very many", 4))
                .toList();
    }

    /** The rows of as many submits, from one that was really submitted: nobody could ask that often within a test. */
    private static void fill(Rows rows, int line, List<Visitor> watchers, List<Visitor> deaf) {
        long began = System.nanoTime();
        copies(rows, JOBS_OF_WATCHER - 1, "select owner from jobs where id in (" + firstOf(watchers) + ")");
        copies(rows, JOBS_OF_DEAF - 1, "select owner from jobs where id in (" + firstOf(deaf) + ")");
        int strangers = line - (int) rows.count("jobs");
        copies(rows, 1, "select gen_random_uuid() as owner from generate_series(1, " + strangers + ")");
        rows.change("analyze jobs");
        Rig.measured("long-line-filled", System.nanoTime() - began);
    }

    private static void copies(Rows rows, int each, String owners) {
        int unused = rows.change("""
                insert into jobs select made.* from
                    (select j from jobs j where status = 'queued' order by ticket desc limit 1) one (j),
                    generate_series(1, %d) turn (n), (%s) of,
                    lateral jsonb_populate_record(one.j, jsonb_build_object(
                        'id', gen_random_uuid(), 'owner', of.owner, 'ordinal', n, 'ticket', nextval('tickets'))) made""".formatted(each, owners));
    }

    private static String firstOf(List<Visitor> visitors) {
        return String.join(
                ", ",
                visitors.stream()
                        .map(visitor -> "'" + visitor.submitted().getFirst() + "'")
                        .toList());
    }

    /** Each looks at the last of their jobs. */
    private static List<WatchedPlace> watch(Rig rig, List<Visitor> watchers) {
        Map<UUID, UUID> lastBesides = new HashMap<>();
        rig.rows()
                .query(
                        """
                        select distinct on (mine.id) mine.id, last.id from jobs mine join jobs last using (owner)
                        where mine.id in (%s) order by mine.id, last.ticket desc""".formatted(firstOf(watchers)),
                        row -> lastBesides.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class)));
        return watchers.stream()
                .map(visitor -> new WatchedPlace(
                        visitor.client(),
                        requireNonNull(lastBesides.get(visitor.submitted().getFirst()))))
                .toList();
    }

    /** How long it takes until everybody has been told a place at least as new as the rows are now. */
    private static long behind(Rows rows, List<WatchedPlace> watched) {
        Map<UUID, Integer> now = new HashMap<>();
        rows.query("""
                select id, row_number() over (order by status = 'queued', dispatch_no, ticket) as place
                from jobs where status in ('queued', 'dispatched')""", row -> now.put(row.getObject(1, UUID.class), row.getInt(2)));
        long began = System.nanoTime();
        await("everybody knows their place")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(watched.stream()
                                .filter(one -> one.told() > now.getOrDefault(one.job(), 0))
                                .limit(5)
                                .map(one ->
                                        one.job() + " was told " + one.told() + ", stands at " + now.get(one.job())))
                        .as("those who were told an older place")
                        .isEmpty());
        return System.nanoTime() - began;
    }

    private static Socket neverReading(String gateway, String cookie) throws IOException {
        URI address = URI.create(gateway);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.getOutputStream().write("""
                        GET /ws HTTP/1.1
                        Host: %s
                        Upgrade: websocket
                        Connection: Upgrade
                        Sec-WebSocket-Version: 13
                        Sec-WebSocket-Key: bmV2ZXIgcmVhZHMgYmFjaw==
                        Cookie: %s

                        """.formatted(address.getAuthority(), cookie)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
