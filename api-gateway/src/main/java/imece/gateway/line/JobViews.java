package imece.gateway.line;

import imece.gateway.job.Job;
import imece.gateway.line.LinePositions.LinePosition;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Shows jobs at their present places. */
@Component
public class JobViews {

    private final LinePositions positions;

    JobViews(LinePositions positions) {
        this.positions = positions;
    }

    /** One job. */
    public JobView of(Job job) {
        return of(List.of(job)).getFirst();
    }

    /** Jobs in their order. */
    public List<JobView> of(List<Job> jobs) {
        Map<UUID, LinePosition> now = positions.of(jobs);
        return jobs.stream()
                .map(job -> {
                    LinePosition position = now.getOrDefault(job.id(), LinePosition.NONE);
                    return JobView.of(job, position.position(), position.eta());
                })
                .toList();
    }
}
