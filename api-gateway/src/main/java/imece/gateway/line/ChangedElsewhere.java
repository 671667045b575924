package imece.gateway.line;

import imece.gateway.job.JobState.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * Published when another gateway has committed a change of a job.
 *
 * @param status as it now stands; null = not told
 * @param joined whether the job is new in the line
 */
public record ChangedElsewhere(String lane, @Nullable JobStatus status, boolean joined) {}
