package imece.worker.engine.http;

import imece.worker.engine.EngineFailures;
import imece.worker.engine.EngineReadiness;
import imece.worker.engine.RenderResult;
import imece.worker.engine.http.Reply.Answer;
import imece.worker.engine.http.Reply.Nothing;
import tools.jackson.databind.JsonNode;

/** What an answer that is not a success means, for a look and for a run. Pure. */
public final class EngineAnswers {

    private EngineAnswers() {}

    /** For a look at an engine of this title. */
    public static EngineReadiness readiness(EngineAddress address, String title, Reply reply) {
        return switch (reply) {
            case Nothing nothing -> new EngineReadiness.Starting(nothing.why());
            case Answer answer ->
                switch (answer.status()) {
                    case 502, 503, 504 ->
                        new EngineReadiness.Starting(
                                "The engine at " + address + " is not there yet (HTTP " + answer.status() + ").");
                    case 401, 403, 407 -> new EngineReadiness.Locked(closed(address, title, answer));
                    default -> new EngineReadiness.Unusable(closed(address, title, answer));
                };
        };
    }

    /** For a run whose request was answered so. */
    public static RenderResult result(EngineAddress address, String title, Reply reply) {
        return switch (reply) {
            case Nothing nothing ->
                switch (nothing.trouble()) {
                    case UNREACHABLE -> new RenderResult.Away(nothing.why());
                    case CUT_OFF, TOO_SLOW -> EngineFailures.lost(nothing.why());
                    case TOO_LARGE -> EngineFailures.unreadable(nothing.why());
                };
            case Answer answer -> {
                int status = answer.status();
                boolean elsewhere = status >= 300 && status < 400;
                boolean locked = status == 401 || status == 403 || status == 407;
                if (elsewhere || locked) {
                    yield new RenderResult.Away(closed(address, title, answer));
                }
                yield switch (status) {
                    // A proxy says so when it has lost patience or the engine: the picture may have been begun.
                    case 502, 504 ->
                        EngineFailures.lost("What stands before it at " + address + " answers HTTP " + status + ".");
                    case 429, 503 ->
                        new RenderResult.Away("The engine at " + address + " takes nothing now (HTTP " + status + ").");
                    case 400, 404, 409, 413, 422 -> EngineFailures.refused(said(answer));
                    default -> EngineFailures.broke(said(answer));
                };
            }
        };
    }

    /** What the engine says is wrong; every engine has its own place for it. */
    public static String said(Answer answer) {
        JsonNode json = answer.json();
        JsonNode error = json.path("error");
        StringBuilder said = new StringBuilder();
        add(said, error.isObject() ? error.path("message") : error);
        add(said, error.path("details"));
        add(said, json.path("message"));
        JsonNode detail = json.path("detail");
        add(said, detail.isArray() ? detail.path(0).path("msg") : detail);
        if (detail.isArray()) {
            add(said, detail.path(0).path("loc").path(1));
        }
        add(said, json.path("errors"));
        return said.isEmpty() ? "it answered with HTTP " + answer.status() : said.toString();
    }

    private static void add(StringBuilder said, JsonNode part) {
        String text = part.isString() ? part.stringValue().strip() : "";
        if (!text.isEmpty() && said.indexOf(text) < 0) {
            said.append(said.isEmpty() ? "" : ": ").append(text);
        }
    }

    /** What is wrong with an engine that answers so, and what to do. */
    static String closed(EngineAddress address, String title, Answer answer) {
        int status = answer.status();
        if (status >= 300 && status < 400) {
            return "The address " + address + " only leads elsewhere (HTTP " + status
                    + "); give the one that the engine itself answers at.";
        }
        if (status == 401 || status == 403 || status == 407) {
            return "The engine at " + address + " wants a password (HTTP " + status
                    + "); put it into the address as user:password@, or set the slot's token.";
        }
        return "What answers at " + address + " is no " + title + " (HTTP " + status
                + "); mend the address or the kind of engine.";
    }
}
