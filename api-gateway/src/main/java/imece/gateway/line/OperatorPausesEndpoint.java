package imece.gateway.line;

import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.JsonFields;
import imece.gateway.http.OutsideText;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.line.LinePauseRows.LinePause;
import imece.gateway.operator.Operators;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/operator/pauses}: lets a lane, or the farm, pause. Which one stands in the query, since names of lanes hold slashes
 * and colons; it must be said, so that nobody lets the farm pause by leaving a name out.
 */
@RestController
@RequestMapping("/api/operator/pauses")
@Tag(name = "Operation")
@SecurityRequirement(name = "operatorToken")
@Refusals("503 database-unavailable")
class OperatorPausesEndpoint {

    private static final int MOST = 300;
    private static final int LONGEST_LANE = 300;
    private static final String WORDS =
            "lane: a lane as GET /api/queue names it, or * for the whole farm. All gateways follow within about a second.";

    private final LinePauses pauses;
    private final LinePauseRows rows;
    private final Operators operators;
    private final AuditLog audit;

    OperatorPausesEndpoint(LinePauses pauses, LinePauseRows rows, Operators operators, AuditLog audit) {
        this.pauses = pauses;
        this.rows = rows;
        this.operators = operators;
        this.audit = audit;
    }

    /** All that pauses, the farm ({@code *}) first. */
    record PausesView(List<LinePause> items) {
        PausesView {
            items = List.copyOf(items);
        }
    }

    @GetMapping
    @Operation(operationId = "listPauses", summary = "Which lanes pause, and what those who wait there read")
    PausesView list(HttpServletRequest request) {
        operators.require(request);
        return new PausesView(rows.all());
    }

    @PutMapping
    @Operation(
            operationId = "pauseLane",
            summary = "Let a lane or the farm pause",
            description =
                    "Nothing new begins there; what runs goes on, and what waits keeps its place. Those who wait read"
                            + " the sentence. Twice is as once; another sentence takes the place of the last one. "
                            + WORDS)
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "LinePauseRequest")))
    @Refusals("422 validation-failed")
    PausesView pause(HttpServletRequest request, @RequestParam(required = false) @Nullable String lane, JsonBody body) {
        operators.require(request);
        String paused = named(lane);
        String sentence = sentence(body.fields());
        audit.together(() -> {
            Optional<String> before = rows.lock(paused);
            if (!before.equals(Optional.of(sentence))) {
                rows.put(paused, sentence);
                audit.write(AuditAct.LINE_PAUSED, subject(paused), told(before.orElse(null)), told(sentence));
            }
            return paused;
        });
        return shown();
    }

    @DeleteMapping
    @Operation(
            operationId = "resumeLane",
            summary = "Let a lane or the farm go on",
            description = "One that goes on already goes on. A lane does not while the farm pauses. " + WORDS)
    @Refusals("422 validation-failed")
    PausesView resume(HttpServletRequest request, @RequestParam(required = false) @Nullable String lane) {
        operators.require(request);
        String paused = named(lane);
        audit.together(() -> {
            rows.lock(paused).ifPresent(before -> {
                rows.remove(paused);
                audit.write(AuditAct.LINE_RESUMED, subject(paused), told(before), Map.of());
            });
            return paused;
        });
        return shown();
    }

    /** This gateway knows it before it answers; the others read it within a second. */
    private PausesView shown() {
        pauses.read();
        return new PausesView(pauses.all());
    }

    private static String named(@Nullable String lane) {
        if (lane == null
                || lane.isEmpty()
                || OutsideText.unstorable(lane)
                || OutsideText.characters(lane) > LONGEST_LANE) {
            throw Refusal.invalid(
                    "lane", "Which lane is meant must be said by lane.", "a lane as GET /api/queue names it, or *");
        }
        return lane;
    }

    private static String sentence(JsonFields fields) {
        String allowed = "one line of 1 to " + MOST + " characters";
        boolean absent = !fields.has("sentence");
        Optional<String> sentence = fields.text("sentence", MOST).map(String::strip);
        if (absent || sentence.filter(OutsideText::invisible).isPresent()) {
            fields.wrong("sentence", "What those who wait are to read is missing.", allowed);
        } else if (sentence.filter(OperatorPausesEndpoint::manyLines).isPresent()) {
            fields.wrong("sentence", "The sentence holds line breaks or other controls.", allowed);
        }
        fields.refuseErrors();
        return sentence.orElseThrow();
    }

    private static boolean manyLines(String text) {
        return text.codePoints().anyMatch(point -> switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        });
    }

    private static AuditSubject subject(String lane) {
        return lane.equals(LinePauses.FARM) ? AuditSubject.FARM : AuditSubject.lane(lane);
    }

    private static Map<String, String> told(@Nullable String sentence) {
        return sentence == null ? Map.of() : Map.of("sentence", sentence);
    }
}
