package imece.gateway.submit;

import imece.gateway.job.view.JobView;
import java.util.List;

/** The 202 to a program without a chat. */
record JobsAnswer(List<JobView> jobs) {
    JobsAnswer {
        jobs = List.copyOf(jobs);
    }
}
