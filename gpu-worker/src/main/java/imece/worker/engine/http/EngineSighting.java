package imece.worker.engine.http;

/** What a look at an engine shows while nobody knows whether a picture of ours is being drawn there. */
public sealed interface EngineSighting {

    /** One sentence for people. */
    String why();

    /** The engine itself says that the picture is being drawn, or waits there. */
    record AtWork() implements EngineSighting {
        @Override
        public String why() {
            return "It still draws.";
        }
    }

    /** The engine itself says that it has nothing of ours. */
    record Idle() implements EngineSighting {
        @Override
        public String why() {
            return "It is idle again, and its answer did not arrive.";
        }
    }

    /** Nothing listens at its address: the process that drew is no more. */
    record Gone(String why) implements EngineSighting {}

    /** It answers, but not what it was asked; only a person can mend that. */
    record Closed(String why) implements EngineSighting {}

    /** It does not answer, or can't tell: it may be drawing. */
    record Unknown(String why) implements EngineSighting {}

    /** For a reply that is not the answer that would tell. Asks the address once more if nobody was reached. */
    static EngineSighting without(EngineHttp http, String title, Reply reply) {
        return switch (reply) {
            case Reply.Nothing nothing ->
                nothing.trouble() == Reply.Trouble.UNREACHABLE && http.refuses()
                        ? new Gone(nothing.why())
                        : new Unknown(nothing.why());
            case Reply.Answer answer -> {
                boolean forNow = answer.status() >= 500 || answer.status() == 429;
                yield forNow
                        ? new Unknown("The engine at " + http.address() + " only answers HTTP " + answer.status() + ".")
                        : new Closed(EngineAnswers.closed(http.address(), title, answer));
            }
        };
    }
}
