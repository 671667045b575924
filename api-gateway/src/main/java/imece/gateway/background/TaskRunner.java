package imece.gateway.background;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Does one turn of a periodic task. Whatever is thrown is counted and told once until a turn succeeds; it never leaves here. */
final class TaskRunner implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);

    private final PeriodicTask task;
    private final DatabaseOutage database;
    private final Counter failures;
    /** Turns never overlap, and the scheduler lets each see what the one before it left. */
    private boolean failing;

    TaskRunner(PeriodicTask task, DatabaseOutage database, MeterRegistry meters) {
        this.task = task;
        this.database = database;
        this.failures = meters.counter("imece.background.failures", "task", task.name());
    }

    @Override
    public void run() {
        long begun = System.nanoTime();
        try {
            task.work().run();
            if (failing) {
                failing = false;
                log.info("'{}' succeeds again.", task.name());
            }
        } catch (DataAccessException | TransactionException e) {
            failures.increment();
            if (Thread.currentThread().isInterrupted()) {
                log.debug("'{}' was interrupted: the gateway ends.", task.name());
            } else if (passes(e)) {
                database.met(task.withoutDatabase(), e, begun);
            } else {
                failed(e);
            }
        } catch (RuntimeException | Error e) {
            failures.increment();
            failed(e);
        }
    }

    private void failed(Throwable e) {
        if (!failing) {
            failing = true;
            log.error(
                    "'{}' failed. It is done again at its next turn, and told again once it succeeds.", task.name(), e);
        }
    }

    /** Whether this is the database's trouble and not that of a statement. */
    private static boolean passes(RuntimeException e) {
        return e instanceof TransactionException
                || e instanceof TransientDataAccessException
                || e instanceof RecoverableDataAccessException
                || e instanceof NonTransientDataAccessResourceException;
    }

    /** The task's name: so it is called where the scheduler lists its tasks. */
    @Override
    public String toString() {
        return task.name();
    }
}
