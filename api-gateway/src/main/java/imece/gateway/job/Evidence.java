package imece.gateway.job;

/** What is known about the worker of a run that another run wants to supersede. */
public enum Evidence {
    /** Its exclusive control queue no longer exists: its connection, and with it its process, is gone. */
    GONE,
    /** Gone likewise, and other jobs' runs with it. */
    GONE_WITH_OTHERS,
    /** It lives, and its last heartbeat still names the run. */
    RUNNING_IT,
    /** It lives, and a heartbeat later than the redelivery does not name the run. */
    ALIVE_WITHOUT_IT,
    /** Not known yet; ask again. */
    UNKNOWN
}
