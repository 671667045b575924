package imece.bench.farm;

import imece.client.FeedConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many visitors, each of whom can watch a job of their own. */
public final class Crowd {
    private static final int AT_ONCE = 8;

    private final List<BenchVisitor> visitors;
    private final List<UUID> owners;

    private Crowd(List<BenchVisitor> visitors, List<UUID> owners) {
        this.visitors = List.copyOf(visitors);
        this.owners = List.copyOf(owners);
    }

    /** So many new visitors; known to the farm by one job each, which is taken away again. No worker may run yet. */
    public static Crowd gather(OwnFarm farm, LineFilling line, int size) throws Exception {
        line.takeAwayQueued();
        List<BenchVisitor> visitors = together(size, number -> {
            BenchVisitor visitor = new BenchVisitor(farm.address());
            visitor.submit(1);
            return visitor;
        });
        return new Crowd(visitors, line.takeAwayQueued());
    }

    /** How many they are. */
    public int size() {
        return visitors.size();
    }

    /** Gives the first of them a job at the end of the line and opens their feeds; closing ends the feeds. */
    public WatchingCrowd watch(LineFilling line, int watchers) throws Exception {
        if (watchers == 0) {
            return new WatchingCrowd(List.of());
        }
        line.addFor(owners.subList(0, Math.min(watchers, owners.size())));
        List<FeedConnection> feeds =
                together(watchers, number -> visitors.get(number).feed((frame, nanos) -> {}));
        return new WatchingCrowd(feeds);
    }

    /** Open feeds. */
    public record WatchingCrowd(List<FeedConnection> feeds) implements AutoCloseable {
        public WatchingCrowd {
            feeds = List.copyOf(feeds);
        }

        /** How many of them the gateway has ended. */
        public long lost() {
            return feeds.stream().filter(FeedConnection::lost).count();
        }

        @Override
        public void close() {
            feeds.forEach(FeedConnection::close);
        }
    }

    /** Makes something out of a number. */
    private interface Making<T> {
        T of(int number) throws Exception;
    }

    private static <T> List<T> together(int count, Making<T> making) throws Exception {
        List<T> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<T>> under = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                under.add(threads.submit(() -> making.of(number)));
            }
            for (Future<T> each : under) {
                made.add(each.get());
            }
        }
        return made;
    }
}
