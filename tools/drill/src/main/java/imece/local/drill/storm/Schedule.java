package imece.local.drill.storm;

import imece.fault.FaultPoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Which fault comes when. The kinds are drawn like cards: each one once, in an order that the seed decides, before any comes
 * again. Each pause has one fault at some time in it, so a storm of as many pauses as there are cards makes every fault, whatever
 * the seed. The same seed and settings give the same schedule; what the processes are doing at that moment is up to them.
 */
public final class Schedule {
    /** A quorum queue that has just been declared may be lost with its broker, so nothing happens at first. */
    private static final Duration CALM = Duration.ofSeconds(3);

    private Schedule() {}

    /**
     * A fault to come.
     *
     * @param afterMillis since the storm's beginning
     * @param point where, for those that befall a process at a named point
     * @param target which of the candidates it befalls, counted around
     * @param millis how long it lasts, if it does
     */
    public record Planned(
            int id, long afterMillis, Fault fault, @Nullable FaultPoint point, int target, long millis) {
        /** As in a report: {@code killed-at mid-run}. */
        public String name() {
            return point == null ? fault.word() : fault.word() + " " + point.word();
        }
    }

    private record Card(Fault fault, @Nullable FaultPoint point) {}

    /** The faults of one storm, in the order of their times. */
    public static List<Planned> of(
            long seed, Duration storm, Duration pause, List<Fault> faults, List<FaultPoint> points) {
        Random random = new Random(seed);
        List<Planned> all = new ArrayList<>();
        Deque<Card> deck = new ArrayDeque<>();
        long length = Math.max(1, pause.toMillis());
        for (long from = CALM.toMillis(); from + length <= storm.toMillis(); from += length) {
            if (deck.isEmpty()) {
                deck.addAll(shuffled(faults, points, random));
            }
            Card card = deck.removeFirst();
            long at = from + random.nextLong(length);
            all.add(new Planned(
                    all.size() + 1, at, card.fault(), card.point(), random.nextInt(1_000), lasting(card, random)));
        }
        return all;
    }

    private static List<Card> shuffled(List<Fault> faults, List<FaultPoint> points, Random random) {
        List<Card> cards = new ArrayList<>();
        for (Fault fault : faults) {
            if (fault == Fault.KILLED_AT || fault == Fault.FROZEN_AT) {
                for (FaultPoint point : points) {
                    cards.add(new Card(fault, point));
                }
            } else {
                cards.add(new Card(fault, null));
            }
        }
        Collections.shuffle(cards, random);
        return cards;
    }

    private static long lasting(Card card, Random random) {
        return switch (card.fault()) {
            case WORKER_FROZEN, BROKER_DEAD -> 1_000 + random.nextInt(18_000);
            case GATEWAY_FROZEN, DATABASE_DEAD, DOOR_DEAD -> 1_000 + random.nextInt(10_000);
            // Above what a session may idle with the dispatch lock (5 s).
            case LEADER_FROZEN -> 7_000 + random.nextInt(6_000);
            // So long that gateways read it and everybody is told.
            case LINE_PAUSED -> 3_000 + random.nextInt(7_000);
            // Below and above what a session may idle in a transaction (3 s) or with the dispatch lock (5 s).
            case FROZEN_AT -> random.nextBoolean() ? 500 + random.nextInt(2_000) : 3_000 + random.nextInt(6_000);
            case BROKER_CUT, DATABASE_CUT, DOOR_CUT -> 100 + random.nextInt(5_000);
            case BROKER_SLOW, DATABASE_SLOW, DOOR_SLOW -> 4_000 + random.nextInt(6_000);
            case CONFIRMS_LOST -> 200 + random.nextInt(8_000);
            case EVENTS_AGAIN, EVENTS_REORDERED -> 10_000;
            case BROKER_STOPPED, BROKER_KILLED, BROKER_WIPED, DATABASE_STOPPED, DATABASE_CRASHED ->
                random.nextInt(4_000);
            case BODIES_TRICKLED,
                    SOCKETS_OPENED,
                    COOKIES_THROWN_AWAY,
                    PICTURES_BOMBED,
                    HOSTS_MADE_UP,
                    MESSAGES_TOO_LARGE,
                    HEARTBEATS_FORGED,
                    TOPOLOGY_DELETED -> 5_000 + random.nextInt(5_000);
            case EVERYTHING_DELETED -> 500 + random.nextInt(3_000);
            case DISK_FULL -> 3_000 + random.nextInt(6_000);
            case WORKER_KILLED,
                    GATEWAY_KILLED,
                    KILLED_AT,
                    CONNECTION_CLOSED,
                    CHANNEL_CLOSED,
                    SESSION_ENDED,
                    KEY_RENEWED,
                    TAKEN_ALONG,
                    NODE_RENEWED,
                    ENGINE_FAILS,
                    ENGINE_STALLS,
                    ENGINE_OUT_OF_MEMORY,
                    ENGINE_KILLS -> 0;
        };
    }
}
