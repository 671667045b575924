package imece.worker.run;

import java.time.Duration;

/**
 * How long an engine may do what.
 *
 * @param stallAfter without a sign of life for so long, it is stopped
 * @param stopWithin told to stop and not back after so long, it is given up and its slot quarantined
 */
public record RunLimits(Duration stallAfter, Duration stopWithin) {}
