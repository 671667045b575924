package imece.local.behaviour;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads that begin at the same moment. */
final class Together {
    private Together() {}

    /** Runs all of them, each on a thread of its own; their results in order. */
    static <T> List<T> all(List<Callable<T>> works) {
        CountDownLatch ready = new CountDownLatch(works.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(works.size())) {
            List<Future<T>> running = works.stream()
                    .map(work -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return work.call();
                    }))
                    .toList();
            return running.stream().map(Together::result).toList();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
