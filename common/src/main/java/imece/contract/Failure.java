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
        Complete.require(code, message);
        code = Complete.storable(code);
        message = Complete.storable(message);
    }
}
