package imece.gateway.job.rows;

import imece.gateway.job.Job;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a dispatch pass came to.
 *
 * @param jobs what was dispatched, in this order
 * @param chosen how many were to be; the others were cancelled in that moment
 * @param handedBefore how many jobs of the lane were with the broker before them
 * @param more whether others could go, if there were room
 */
public record DispatchPass(List<Job> jobs, int chosen, int handedBefore, boolean more) {
    public DispatchPass {
        jobs = List.copyOf(jobs);
    }

    /** Those who have just been handed out stand behind those who were before them. */
    Map<UUID, Integer> places() {
        Map<UUID, Integer> places = new HashMap<>();
        for (Job job : jobs) {
            places.put(job.id(), handedBefore + places.size() + 1);
        }
        return places;
    }

    /** Where a lane's jobs are dispatched: a session of the database that holds the lane's lock. */
    public interface Session {

        /** Does the work on the connection that holds this lane's lock; it is committed when this returns. */
        <T> T under(String lane, Work<T> work) throws SQLException;
    }

    /** What to do under a lane's lock. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
