package imece.gateway.submit;

import imece.gateway.GatewaySettings;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.picture.InitPictures;
import imece.gateway.submit.OptionsView.DecimalRange;
import imece.gateway.submit.OptionsView.Defaults;
import imece.gateway.submit.OptionsView.LimitsView;
import imece.gateway.submit.OptionsView.Range;
import imece.gateway.submit.OptionsView.UploadLimits;
import imece.gateway.submit.PictureRequestReader.SamplerNames;
import imece.gateway.submit.PictureRequestReader.SpecLimits;
import imece.gateway.workers.JobRequirement;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/options}. */
@RestController
@Tag(name = "Farm")
class OptionsEndpoint {

    private static final Range SIDE = new Range(SpecLimits.LEAST_SIDE, SpecLimits.MOST_SIDE, SpecLimits.SIDE_STEP);

    private final LiveOffers offers;
    private final LimitsView limits;

    OptionsEndpoint(LiveOffers offers, GatewaySettings settings) {
        this.offers = offers;
        this.limits = new LimitsView(
                SpecLimits.PROMPT_CHARACTERS,
                SpecLimits.PROMPT_CHARACTERS,
                SIDE,
                SIDE,
                new Range(1, SpecLimits.MOST_STEPS, 1),
                new DecimalRange(SpecLimits.LEAST_CFG_SCALE, SpecLimits.MOST_CFG_SCALE),
                new Range(0, SpecLimits.MOST_SEED, 1),
                new Range(1, SpecLimits.MOST_COUNT, 1),
                new Range(0, SpecLimits.MOST_LORAS, 1),
                new DecimalRange(-SpecLimits.MOST_LORA_WEIGHT, SpecLimits.MOST_LORA_WEIGHT),
                new DecimalRange(SpecLimits.LEAST_DENOISING, SpecLimits.MOST_DENOISING),
                new UploadLimits(
                        InitPictures.UPLOAD_TYPES,
                        InitPictures.UPLOAD_BYTES,
                        InitPictures.UPLOAD_SIDE,
                        InitPictures.UPLOAD_KEPT.toSeconds()),
                JsonBody.MOST_BYTES,
                settings.maxWaitingPerUser());
    }

    @GetMapping("/api/options")
    @Operation(
            operationId = "getOptions",
            summary = "Limits, defaults, vocabulary, served checkpoints and LoRAs, engines")
    OptionsView options() {
        return new OptionsView(
                limits,
                new Defaults(
                        "",
                        null,
                        SpecLimits.SIDE,
                        SpecLimits.SIDE,
                        SpecLimits.STEPS,
                        SpecLimits.CFG_SCALE,
                        SamplerNames.SAMPLERS.getFirst(),
                        SamplerNames.SCHEDULERS.getFirst(),
                        1,
                        SpecLimits.LORA_WEIGHT,
                        SpecLimits.DENOISING),
                offers.samplers(SamplerNames.SAMPLERS),
                offers.schedulers(SamplerNames.SCHEDULERS),
                offers.names(JobRequirement.RequirementKind.CHECKPOINT),
                offers.names(JobRequirement.RequirementKind.LORA),
                offers.engines());
    }
}
