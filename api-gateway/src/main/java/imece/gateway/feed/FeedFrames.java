package imece.gateway.feed;

import imece.contract.LiveEvent;
import imece.contract.LiveEvent.Phase;
import imece.gateway.line.JobView;
import imece.gateway.line.LinePositions.Moved;
import imece.gateway.line.PositionRise;
import imece.gateway.line.WaitReasonView;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The text frames of the feed. Each is serialised once, whoever gets it. */
@Component
class FeedFrames {

    private final JsonMapper json;

    FeedFrames(JsonMapper json) {
        this.json = json;
    }

    private record Snapshot(String kind, List<JobView> jobs) {}

    private record JobFrame(String kind, JobView job) {}

    private record ProgressFrame(
            String kind, UUID jobId, UUID runId, long seq, Phase phase, int progress, int step, int steps) {}

    private record PositionsFrame(String kind, List<Position> jobs) {}

    private record Position(
            UUID id,
            int queuePosition,
            JobView.@Nullable Eta eta,
            @Nullable WaitReasonView why,
            @Nullable PositionRise roseBecause) {}

    private record ForgottenFrame(String kind, List<UUID> jobs) {}

    private record MessageFrame(String kind, Object message) {}

    String snapshot(List<JobView> jobs) {
        return json.writeValueAsString(new Snapshot("snapshot", jobs));
    }

    String job(JobView job) {
        return json.writeValueAsString(new JobFrame("job", job));
    }

    String progress(LiveEvent.Progress event) {
        return json.writeValueAsString(new ProgressFrame(
                "progress",
                event.run().jobId(),
                event.run().runId(),
                event.seq(),
                event.phase(),
                event.progress(),
                event.step(),
                event.steps()));
    }

    String positions(Collection<Moved> moved) {
        return json.writeValueAsString(new PositionsFrame(
                "positions",
                moved.stream()
                        .map(job -> new Position(
                                job.job(),
                                job.place().position(),
                                job.place().eta(),
                                WaitReasonView.of(job.place().why()),
                                job.place().roseBecause()))
                        .toList()));
    }

    String forgotten(List<UUID> jobs) {
        return json.writeValueAsString(new ForgottenFrame("forgotten", jobs));
    }

    String message(Object message) {
        return json.writeValueAsString(new MessageFrame("message", message));
    }

    /** Nothing but a sign of life, for a browser's page hears no pings. */
    String pulse() {
        return "{\"kind\":\"pulse\"}";
    }

    String conversations() {
        return "{\"kind\":\"conversations\"}";
    }
}
