package imece.gateway.line;

import imece.contract.LaneName;
import imece.contract.Topology;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/queue/quote}. */
@RestController
@Tag(name = "Farm")
class QuoteEndpoint {

    private static final int MOST_SIDE = 16_384;
    private static final int MOST_STEPS = 1_000;
    private static final int LONGEST_NAME = 255;

    private final LinePositions positions;

    QuoteEndpoint(LinePositions positions) {
        this.positions = positions;
    }

    /**
     * When a picture would be there.
     *
     * @param eta of one that were asked for now, by somebody who has nothing in the line; null where nothing can be known
     */
    record QuoteView(JobView.@Nullable Eta eta) {}

    @GetMapping("/api/queue/quote")
    @Operation(operationId = "getQuote", summary = "When a picture like this would be there, if it were asked for now")
    @ApiResponse(responseCode = "200", description = "done")
    @ApiResponse(
            responseCode = "503",
            description = "database-unavailable",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem")))
    QuoteView quote(
            @RequestParam(required = false) @Nullable String checkpoint,
            @RequestParam(defaultValue = "512") int width,
            @RequestParam(defaultValue = "512") int height,
            @RequestParam(defaultValue = "20") int steps) {
        String lane = new LaneName(false, false, checkpointOf(checkpoint)).text();
        long pixels = (long) Math.clamp(width, 1, MOST_SIDE) * Math.clamp(height, 1, MOST_SIDE);
        return new QuoteView(positions.quote(lane, pixels * Math.clamp(steps, 1, MOST_STEPS)));
    }

    private static String checkpointOf(@Nullable String named) {
        return named == null || named.isBlank() || named.length() > LONGEST_NAME
                ? Topology.DEFAULT_LANE
                : LaneName.ofCheckpoint(named);
    }
}
