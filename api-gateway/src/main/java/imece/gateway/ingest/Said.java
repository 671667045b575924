package imece.gateway.ingest;

import imece.gateway.job.CurrentRun;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.view.JobLog;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** One log line per transition, for whoever asks the next day what became of a job. */
final class Said {

    private Said() {}

    static void transition(Logger log, Job before, Job after) {
        CurrentRun run = after.run() == null ? before.run() : after.run();
        String why = switch (after.state()) {
            case JobState.Failed failed -> failed.failure().code();
            case JobState.Queued queued -> after.note() == null ? "" : after.note();
            case JobState.Processing processing -> after.note() == null ? "" : after.note();
            case JobState.Dispatched dispatched -> "";
            case JobState.Complete complete -> "";
            case JobState.Cancelled cancelled -> "";
        };
        LoggingEventBuilder line =
                run == null ? JobLog.about(log.atInfo(), after) : JobLog.about(log.atInfo(), after, run);
        String ending = why.isEmpty() ? "" : " (" + why + ")";
        line.log("{} -> {}{}", before.status().word(), after.status().word(), ending);
    }
}
