package imece.gateway.line;

import imece.gateway.line.DispatchPauses.DispatchPause;
import imece.gateway.line.ForecastBook.ForecastQuality;
import imece.gateway.line.LinePauseRows.LinePause;
import imece.gateway.workers.WorkerRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/queue}. */
@RestController
@Tag(name = "Farm")
class QueueEndpoint {

    private final LaneNumbers lanes;
    private final WorkerRegistry workers;
    private final DispatchPauses pauses;
    private final LinePauses operators;
    private final ForecastBook forecasts;

    QueueEndpoint(
            LaneNumbers lanes,
            WorkerRegistry workers,
            DispatchPauses pauses,
            LinePauses operators,
            ForecastBook forecasts) {
        this.lanes = lanes;
        this.workers = workers;
        this.pauses = pauses;
        this.operators = operators;
        this.forecasts = forecasts;
    }

    /**
     * One lane.
     *
     * @param slots live slots that serve it
     * @param oldestWaitSeconds since the oldest waiting job was submitted; 0 if none waits
     * @param startedPerMinute runs that began within the last minute
     */
    record LaneView(String lane, int waiting, int running, int slots, long oldestWaitSeconds, int startedPerMinute) {}

    /**
     * All lanes.
     *
     * @param paused why nothing begins although there is work and there are GPUs; null while all goes on
     * @param pauses what an operator lets pause, and what those who wait are to read; {@code *} = the whole farm, which stands first
     * @param forecasts how true expected times were lately; null before the first
     */
    record QueueView(
            List<LaneView> lanes,
            @Nullable DispatchPause paused,
            List<LinePause> pauses,
            @Nullable ForecastQuality forecasts) {
        QueueView {
            lanes = List.copyOf(lanes);
            pauses = List.copyOf(pauses);
        }
    }

    @GetMapping("/api/queue")
    @Operation(operationId = "getQueue", summary = "How each lane stands")
    @ApiResponse(responseCode = "200", description = "done")
    @ApiResponse(
            responseCode = "503",
            description = "database-unavailable",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem")))
    QueueView queue() {
        return new QueueView(
                lanes.count().stream()
                        .map(lane -> new LaneView(
                                lane.lane(),
                                lane.waiting(),
                                lane.running(),
                                workers.liveSlots(lane.lane()),
                                lane.oldestWaitSeconds(),
                                lane.startedPerMinute()))
                        .toList(),
                pauses.pause(),
                operators.all(),
                forecasts.quality().told() == 0 ? null : forecasts.quality());
    }
}
