package imece.worker.engine.standin;

/** What engines have been seen, or are feared, to do. */
public enum Vice {
    /** All goes well. */
    NONE,
    /** Says 200 and uses another sampler. */
    OTHER_SAMPLER,
    /** Says 200 and uses another checkpoint. */
    OTHER_CHECKPOINT,
    /** Has a checkpoint no longer that its list still shows. */
    CHECKPOINT_GONE,
    /** Is behind a proxy that loses patience and answers 504 while the picture is being drawn. */
    PROXY_GIVES_UP,
    /** Somebody else interrupts the run; the half picture comes with 200. */
    HALF_PICTURE,
    /** Answers with a picture of an earlier run. */
    CACHED_PICTURE,
    /** The WebSocket says nothing. */
    SILENT_SOCKET,
    /** The WebSocket is refused. */
    NO_SOCKET,
    /** Begins and never ends. */
    HANG,
    /** The GPU runs out of memory. */
    OUT_OF_MEMORY,
    /** The disk on the engine's side is full when the picture is to be saved. */
    DISK_FULL,
    /** Refuses the job for what it asks. */
    BAD_REQUEST,
    /** Breaks, with a page of HTML. */
    SERVER_ERROR,
    /** Takes long to load a checkpoint. */
    SLOW_LOAD,
    /** Wants a password. */
    UNAUTHORIZED,
    /** Wants a password for its API, and says of everything else that it has no such page. */
    LOCKED_API,
    /** Sends every caller back to where they came from. */
    REDIRECT_LOOP,
    /** Is behind a proxy, and not up yet. */
    NOT_UP_YET,
    /** The picture's file is cut short. */
    TRUNCATED_PICTURE,
    /** The picture is smaller than asked for. */
    WRONG_SIZE,
    /** More pictures than asked for. */
    TWO_PICTURES,
    /** Previews of 50 MB. */
    HUGE_PREVIEW,
    /** Text that means nothing where JSON was expected. */
    GARBAGE,
    /** Hangs up in the middle of the run and works on. */
    CUT_OFF,
    /** Draws, and its answer never arrives: the connection stands and says nothing. */
    LOSES_ANSWER,
    /** Loses its queue in the middle of the run. */
    FORGETS_JOB
}
