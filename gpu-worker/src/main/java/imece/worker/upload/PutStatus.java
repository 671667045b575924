package imece.worker.upload;

/** What the store's HTTP status means for the picture. Pure. */
enum PutStatus {
    STORED,
    EXPIRED,
    TAKEN,
    REFUSED,
    TRY_AGAIN;

    static PutStatus of(int status) {
        return switch (status) {
            case 200, 201, 204 -> STORED;
            case 410 -> EXPIRED;
            case 409 -> TAKEN;
            case 403, 413, 415 -> REFUSED;
            default -> TRY_AGAIN;
        };
    }
}
