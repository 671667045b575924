package imece.contract;

/**
 * Why a run failed.
 *
 * @param code stable word for programs, such as {@code out-of-memory}
 * @param message a sentence or two for people, with the engine's words in it where it said any; at most 1,000 characters on one
 *     line
 * @param retryable true = another attempt, elsewhere if possible, may succeed; false = the job itself is bad
 */
public record Failure(String code, String message, boolean retryable) {

    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_MESSAGE = 1_000;

    public Failure {
        MessageFields.require(code, message);
        code = MessageFields.words(code, LONGEST_CODE);
        message = MessageFields.words(message, LONGEST_MESSAGE);
    }
}
