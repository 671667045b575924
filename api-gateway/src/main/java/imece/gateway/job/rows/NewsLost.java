package imece.gateway.job.rows;

/** Published inside this gateway after a listener failed: what it would have done is to be found out by looking. */
public record NewsLost() {}
