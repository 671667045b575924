package imece.gateway.job;

import java.util.UUID;

/**
 * Published inside this gateway after a cancel was committed: workers are to be told.
 *
 * @param epoch up to and including which the job is void: its epoch before the cancel raised it
 */
public record CancelOrdered(UUID jobId, long epoch) {}
