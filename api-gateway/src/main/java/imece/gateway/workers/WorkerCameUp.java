package imece.gateway.workers;

/** Published when a worker says that it has come up. */
public record WorkerCameUp(String worker) {}
