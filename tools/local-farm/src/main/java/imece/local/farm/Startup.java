package imece.local.farm;

import imece.local.os.CommandProblem;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts members side by side. */
public final class Startup {
    private static final int LONGEST_WAIT_SECONDS = 30;

    private Startup() {}

    /**
     * Returns when all are ready; the first failure, or an interrupt, ends the attempts of the others.
     *
     * @param ready told of each member that became ready, in the order in which they did
     */
    public static void all(List<Member> members, Consumer<Member> ready) {
        ExecutorService threads =
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
        try {
            var attempts = new ExecutorCompletionService<Member>(threads);
            members.forEach(member -> attempts.submit(() -> {
                member.start();
                return member;
            }));
            for (int i = 0; i < members.size(); i++) {
                ready.accept(attempts.take().get());
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof CommandProblem problem
                    ? problem
                    : new CommandProblem("The start failed: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CommandProblem("The start was interrupted.", stop);
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
