package imece.gateway.submit;

import imece.contract.LaneName;
import imece.contract.RenderSpec;
import imece.gateway.http.OutsideText;
import imece.gateway.http.Problem;
import imece.gateway.http.Problem.FieldError;
import imece.gateway.http.Refusal;
import imece.gateway.workers.JobRequirement;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** What nobody offers, in words. */
final class MissingOffers {

    private static final int SHOWN = 80;

    private MissingOffers() {}

    /**
     * Why a job that asks for this is refused.
     *
     * @param names what is offered of its kind
     */
    static Refusal missing(JobRequirement asked, Collection<String> names) {
        return switch (asked.kind()) {
            case CHECKPOINT -> unknown(asked.name(), "checkpoint", "checkpoint", names);
            case LORA -> unknown(asked.name(), "loras", "lora", names);
            case FEATURE ->
                asked.equals(JobRequirement.IMG2IMG)
                        ? unsupported("initImageId", "begins from a picture")
                        : unsupported("loras", "knows LoRAs");
        };
    }

    /**
     * Why a job is refused whose requirements are all offered, but not together by any slot; empty if one does.
     *
     * @param slots all that were heard lately, whether or not they take jobs just now
     */
    static Optional<Refusal> apart(RenderSpec spec, List<ServingSlot> slots) {
        LaneName lane = LaneName.of(spec);
        if (slots.stream().anyMatch(slot -> slot.serves(lane))) {
            return Optional.empty();
        }
        if (!lane.img2img() && !lane.lora()) {
            return Optional.empty();
        }
        String does = lane.img2img() && lane.lora()
                ? "begins from a picture and knows LoRAs"
                : lane.img2img() ? "begins from a picture" : "knows LoRAs";
        String checkpoint = spec.checkpoint() == null
                ? ""
                : " that has the checkpoint " + OutsideText.shortened(spec.checkpoint(), SHOWN);
        String message = "No engine" + checkpoint + " also " + does + ".";
        String field = lane.img2img() ? "initImageId" : "loras";
        String allowed = spec.checkpoint() == null ? "only one of both" : "absent, or another checkpoint";
        return Optional.of(refusal("not-offered", message, new FieldError(field, message, allowed)));
    }

    private static Refusal unknown(String asked, String field, String what, Collection<String> names) {
        List<String> near = NearestNames.of(asked, names);
        String allowed =
                near.isEmpty() ? "none at the moment: leave the field away" : "nearest: " + String.join(", ", near);
        String shown = what.equals("lora") ? "LoRA" : what;
        return refusal(
                "unknown-" + what,
                "No worker serves the " + shown + " " + OutsideText.shortened(asked, SHOWN) + ".",
                new FieldError(field, "No worker serves this " + shown + ".", allowed));
    }

    private static Refusal unsupported(String field, String does) {
        return refusal(
                "not-offered",
                "No worker has an engine that " + does + ".",
                new FieldError(field, "No engine of this farm " + does + ".", "absent"));
    }

    private static Refusal refusal(String code, String detail, FieldError error) {
        return new Refusal(new Problem(HttpStatus.UNPROCESSABLE_CONTENT, code, detail, List.of(error), null));
    }
}
