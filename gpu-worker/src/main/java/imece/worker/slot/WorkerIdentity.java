package imece.worker.slot;

import java.util.UUID;

/**
 * Who this process is.
 *
 * @param worker its name, as people know it; two processes may share one
 * @param instance random per process start
 * @param host the machine
 * @param softwareVersion of the program
 */
public record WorkerIdentity(String worker, UUID instance, String host, String softwareVersion) {}
