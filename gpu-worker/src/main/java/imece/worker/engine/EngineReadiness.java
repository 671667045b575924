package imece.worker.engine;

/** What a look at an engine has shown. */
public sealed interface EngineReadiness {

    /** It could make a picture now. */
    record Ready() implements EngineReadiness {}

    /** It works for somebody else at the moment. */
    record Busy() implements EngineReadiness {}

    /**
     * It does not answer, or says that it is still starting.
     *
     * @param why one sentence
     */
    record Starting(String why) implements EngineReadiness {}

    /**
     * It answers, but wants a password that it was not given, or another one.
     *
     * @param why one sentence, with what to do
     */
    record Locked(String why) implements EngineReadiness {}

    /**
     * It answers, but not so that it could be used; only a person can mend that.
     *
     * @param why one sentence, with what to do
     */
    record Unusable(String why) implements EngineReadiness {}
}
