package imece.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a worker gives a job back, which costs the job nothing. */
public enum ReleaseReason {
    /** The GPU lock was not to be had in time. */
    @JsonProperty("gpu-busy")
    GPU_BUSY,
    /** The worker is being stopped or drained. */
    @JsonProperty("draining")
    DRAINING,
    /** The engine is quarantined. */
    @JsonProperty("quarantined")
    QUARANTINED,
    /** The engine was away, or not to be used, when the run was to begin. */
    @JsonProperty("engine-away")
    ENGINE_AWAY,
    /** No signed upload address was still valid. */
    @JsonProperty("upload-expired")
    UPLOAD_EXPIRED,
    /** The broker has handed this message out too often; the gateway decides. */
    @JsonProperty("too-many-deliveries")
    TOO_MANY_DELIVERIES,
    /** The job failed on this very slot a moment ago; another one may do better. */
    @JsonProperty("avoided")
    AVOIDED,
    /** A reason that this version does not know. */
    @JsonEnumDefaultValue
    @JsonProperty("unknown")
    UNKNOWN
}
