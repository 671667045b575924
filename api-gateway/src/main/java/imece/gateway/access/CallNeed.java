package imece.gateway.access;

/** What has to be true of whoever makes a call. */
enum CallNeed {
    /** Nothing: pages, files, signing in, and what an address proves by its own signature. */
    NOTHING,
    /** Somebody who may read what is their own. */
    READ,
    /** Somebody who may make and change what is their own. */
    DRAW,
    /** A person with an account. */
    ACCOUNT,
    /** Somebody who looks after the farm. */
    OPERATE,
    /** Somebody who says who may use it. */
    ADMINISTER
}
