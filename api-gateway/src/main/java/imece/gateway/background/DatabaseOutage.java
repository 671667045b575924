package imece.gateway.background;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Whether the database is away, as periodic tasks meet it: one line when it goes and one when it is back, however many tasks
 * fail how often meanwhile. That it is back is asked, for a task that succeeds may have had nothing to do.
 */
@Component
class DatabaseOutage implements PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(DatabaseOutage.class);
    private static final int ANSWERS_WITHIN_SECONDS = 2;

    private final DataSource database;
    private final Set<String> told = new HashSet<>();
    private boolean away;
    private long backSince = System.nanoTime();

    DatabaseOutage(DataSource database) {
        this.database = database;
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(Duration.ofSeconds(1), "await-database", this::look));
    }

    /**
     * A task could not use the database.
     *
     * @param consequence what does not happen therefore
     * @param begun when its turn began, by {@link System#nanoTime}; one that began before the database was back says nothing of
     *     it as it is now
     */
    synchronized void met(String consequence, RuntimeException failure, long begun) {
        if (!away && begun - backSince < 0) {
            return;
        }
        if (!away) {
            away = true;
            log.warn(
                    "The database cannot be used now ({}): {}. What else is done now and then waits for it, too.",
                    failure.getMessage(),
                    consequence);
            told.add(consequence);
        } else if (told.add(consequence)) {
            log.debug("The database cannot be used now: {}.", consequence);
        }
    }

    /** Asks the database whether it is back, if it was away. */
    void look() {
        if (away() && answers()) {
            back();
        }
    }

    private synchronized boolean away() {
        return away;
    }

    private boolean answers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(ANSWERS_WITHIN_SECONDS);
        } catch (SQLException e) {
            log.trace("The database is still away.", e);
            return false;
        }
    }

    private synchronized void back() {
        away = false;
        told.clear();
        backSince = System.nanoTime();
        log.info("The database can be used again.");
    }
}
