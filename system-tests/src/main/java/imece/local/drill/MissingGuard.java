package imece.local.drill;

import imece.fault.FaultPoint;
import imece.local.drill.check.Promise;
import imece.local.drill.storm.Fault;
import imece.local.jar.SourceEdit;
import java.util.List;
import java.util.Set;

/**
 * What a farm can lack so that it breaks a promise, and the drill that is likely to find that out.
 *
 * @param word as its folders are called
 * @param edits what takes it out of the programs
 * @param inTheSchemaToo whether triggers of the schema would hide that it is missing
 * @param broken what a farm without it does not keep
 * @param seconds how long the storm is to last
 * @param faults of the storm
 * @param points of the storm
 */
record MissingGuard(
        String word,
        List<SourceEdit> edits,
        boolean inTheSchemaToo,
        Set<Promise> broken,
        int seconds,
        List<Fault> faults,
        List<FaultPoint> points) {

    /** A GPU is locked while it draws: here each process has a lock of its own. */
    static final MissingGuard GPU_LOCK = new MissingGuard(
            "gpu-lock",
            List.of(new SourceEdit(
                    "gpu-worker",
                    "imece.worker.gpu.LockFile",
                    "name.append(\".lock\")",
                    1,
                    "name.append(ProcessHandle.current().pid()).append(\".lock\")")),
            false,
            Set.of(Promise.GPU_OVERLAP),
            6,
            List.of(Fault.ENGINE_FAILS),
            List.of(FaultPoint.values()));

    /** Events count only under the epoch that their job's row has: here under any. */
    static final MissingGuard FENCE = new MissingGuard(
            "fence",
            List.of(new SourceEdit(
                    "api-gateway",
                    "imece.gateway.job.Transitions",
                    "event.run().epoch() != job.counters().epoch()",
                    2,
                    "false")),
            false,
            Set.of(Promise.RUN_REVIVED),
            20,
            List.of(Fault.EVENTS_AGAIN, Fault.ENGINE_OUT_OF_MEMORY),
            List.of(FaultPoint.values()));

    /** The store locks the rows that it decides on, and writes them only at the version it has read: here neither. */
    static final MissingGuard ROW_VERSION = new MissingGuard(
            "row-version",
            List.of(
                    new SourceEdit(
                            "api-gateway",
                            "imece.gateway.job.rows.Jobs",
                            "where id = any(:ids) order by id for update\"",
                            1,
                            "where id = any(:ids) order by id\""),
                    new SourceEdit(
                            "api-gateway",
                            "imece.gateway.job.rows.JobStatements",
                            "where id = :id and rev = :before\"",
                            1,
                            "where id = :id\"")),
            true,
            Set.of(Promise.TERMINAL_LEFT, Promise.VERSION_LOWERED),
            60,
            List.of(Fault.FROZEN_AT),
            List.of(FaultPoint.ROWS_READ));

    /** All of them. */
    static List<MissingGuard> all() {
        return List.of(GPU_LOCK, FENCE, ROW_VERSION);
    }

    @Override
    public String toString() {
        return word;
    }
}
