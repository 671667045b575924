package imece.contract;

/**
 * Why a run failed.
 *
 * @param code stable word for programs, such as {@code out-of-memory}
 * @param message one sentence for people
 * @param retryable true = another attempt, elsewhere if possible, may succeed; false = the job itself is bad
 */
public record Failure(String code, String message, boolean retryable) {
    public Failure {
        MessageFields.require(code, message);
        code = MessageFields.storable(code);
        message = MessageFields.storable(message);
    }
}
