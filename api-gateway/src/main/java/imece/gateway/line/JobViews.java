package imece.gateway.line;

import imece.gateway.job.Job;
import imece.gateway.job.view.JobView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Shows jobs at their present places. */
@Component
public class JobViews {

    private final Places places;

    JobViews(Places places) {
        this.places = places;
    }

    /** One job. */
    public JobView of(Job job) {
        return of(List.of(job)).getFirst();
    }

    /** Jobs in their order. */
    public List<JobView> of(List<Job> jobs) {
        Map<UUID, Place> now = places.of(jobs);
        return jobs.stream()
                .map(job -> {
                    Place place = now.getOrDefault(job.id(), Place.NONE);
                    return JobView.of(job, place.position(), place.eta());
                })
                .toList();
    }
}
