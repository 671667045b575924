package imece.gateway.submit.spec;

import imece.gateway.GatewaySettings;
import imece.gateway.http.JsonBody;
import imece.gateway.submit.spec.OptionsView.DecimalRange;
import imece.gateway.submit.spec.OptionsView.Defaults;
import imece.gateway.submit.spec.OptionsView.LimitsView;
import imece.gateway.submit.spec.OptionsView.Range;
import imece.gateway.submit.spec.OptionsView.UploadLimits;
import imece.gateway.workers.JobRequirement;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/options}. */
@RestController
class OptionsEndpoint {

    private static final Range SIDE = new Range(Limits.LEAST_SIDE, Limits.MOST_SIDE, Limits.SIDE_STEP);

    private final LiveOffers offers;
    private final LimitsView limits;

    OptionsEndpoint(LiveOffers offers, GatewaySettings settings) {
        this.offers = offers;
        this.limits = new LimitsView(
                Limits.PROMPT_CHARACTERS,
                Limits.PROMPT_CHARACTERS,
                SIDE,
                SIDE,
                new Range(1, Limits.MOST_STEPS, 1),
                new DecimalRange(Limits.LEAST_CFG_SCALE, Limits.MOST_CFG_SCALE),
                new Range(0, Limits.MOST_SEED, 1),
                new Range(1, Limits.MOST_COUNT, 1),
                new Range(0, Limits.MOST_LORAS, 1),
                new DecimalRange(-Limits.MOST_LORA_WEIGHT, Limits.MOST_LORA_WEIGHT),
                new DecimalRange(Limits.LEAST_DENOISING, Limits.MOST_DENOISING),
                new UploadLimits(
                        Limits.UPLOAD_TYPES, Limits.UPLOAD_BYTES, Limits.UPLOAD_SIDE, Limits.UPLOAD_KEPT.toSeconds()),
                JsonBody.MOST_BYTES,
                settings.maxWaitingPerUser());
    }

    @GetMapping("/api/options")
    OptionsView options() {
        return new OptionsView(
                limits,
                new Defaults(
                        "",
                        null,
                        Limits.SIDE,
                        Limits.SIDE,
                        Limits.STEPS,
                        Limits.CFG_SCALE,
                        Vocabulary.SAMPLERS.getFirst(),
                        Vocabulary.SCHEDULERS.getFirst(),
                        1,
                        Limits.LORA_WEIGHT,
                        Limits.DENOISING),
                Vocabulary.SAMPLERS,
                Vocabulary.SCHEDULERS,
                offers.names(JobRequirement.Kind.CHECKPOINT),
                offers.names(JobRequirement.Kind.LORA),
                offers.engines());
    }
}
