package imece.gateway.submit;

import imece.contract.LaneName;
import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.gateway.http.OutsideText;
import imece.gateway.http.Problem;
import imece.gateway.http.Problem.FieldError;
import imece.gateway.http.Refusal;
import imece.gateway.workers.JobRequirement;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
            case SAMPLER -> unsupported("sampler", "has the sampler " + asked.name());
            case SCHEDULER -> unsupported("scheduler", "has the scheduler " + asked.name());
            case FEATURE ->
                asked.equals(JobRequirement.IMG2IMG)
                        ? unsupported("initImageId", "begins from a picture")
                        : unsupported("loras", "knows LoRAs");
        };
    }

    /**
     * Why a job is refused whose requirements are all offered, but not together by any slot; empty if one does.
     *
     * @param samplersTold whether all slots tell which samplers they take
     * @param slots all that were heard lately, whether or not they take jobs just now
     */
    static Optional<Refusal> apart(RenderSpec spec, boolean samplersTold, List<ServingSlot> slots) {
        LaneName lane = samplersTold ? LaneName.of(spec) : LaneName.of(spec).withoutNeeds();
        List<String> loras = spec.loras().stream().map(Lora::name).toList();
        Set<String> needs = loras.stream().map(LaneName::ofLora).collect(Collectors.toSet());
        if (slots.stream().anyMatch(slot -> slot.serves(lane) && slot.meets().containsAll(needs))) {
            return Optional.empty();
        }
        List<String> does = new ArrayList<>();
        if (lane.img2img()) {
            does.add("begins from a picture");
        }
        if (slots.stream().anyMatch(slot -> slot.serves(lane))) {
            String names = loras.stream()
                    .map(name -> OutsideText.shortened(name, SHOWN))
                    .collect(Collectors.joining(", "));
            does.add((loras.size() == 1 ? "has the LoRA " : "has the LoRAs ") + names);
        } else if (lane.lora()) {
            does.add("knows LoRAs");
        }
        new TreeSet<>(lane.needs()).forEach(word -> does.add("takes " + word));
        if (does.isEmpty()) {
            return Optional.empty();
        }
        String checkpoint = spec.checkpoint() == null
                ? ""
                : " that has the checkpoint " + OutsideText.shortened(spec.checkpoint(), SHOWN);
        String message = "No engine" + checkpoint + " also " + String.join(" and ", does) + ".";
        String field = lane.img2img() ? "initImageId" : lane.lora() ? "loras" : "sampler";
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
