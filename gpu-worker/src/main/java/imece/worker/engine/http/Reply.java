package imece.worker.engine.http;

import imece.contract.Wire;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What came back from an engine. */
public sealed interface Reply {

    /** Whether it is an answer with a status of 200 to 299. */
    default boolean ok() {
        return false;
    }

    /** Whether the engine may be at work on the question although there is no answer of its own. */
    default boolean unsure() {
        return false;
    }

    /** The answer's JSON; missing if there is none. */
    default JsonNode json() {
        return MissingNode.getInstance();
    }

    /**
     * The engine answered.
     *
     * @param status HTTP's
     * @param body all of it
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    record Answer(int status, byte[] body) implements Reply {

        @Override
        public boolean ok() {
            return status >= 200 && status < 300;
        }

        /** A proxy in between has lost patience, or the engine. */
        @Override
        public boolean unsure() {
            return status == 502 || status == 504;
        }

        @Override
        public JsonNode json() {
            return Wire.read(body, JsonNode.class).orElse(MissingNode.getInstance());
        }

        /** The body as text, for people. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * There is no answer that could be used.
     *
     * @param trouble what kind
     * @param why one sentence for people
     */
    record Nothing(Trouble trouble, String why) implements Reply {

        @Override
        public boolean unsure() {
            return trouble != Trouble.UNREACHABLE;
        }
    }

    /** Why there is no answer. */
    enum Trouble {
        /** Nobody was reached, so nothing was begun. */
        UNREACHABLE,
        /** The connection broke after the question was sent: the engine may be at work on it. */
        CUT_OFF,
        /** The answer did not come in time: the engine may be at work on it. */
        TOO_SLOW,
        /** The answer is larger than anything expected here. */
        TOO_LARGE
    }
}
