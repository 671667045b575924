package imece.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a picture was made with, where its engine did not use the job's own values: a workflow may set some of them itself, and
 * some engines take next to none. Null is whatever was used as asked.
 *
 * @param prompt what was drawn: commands to an engine are taken out of a prompt
 * @param negativePrompt what was avoided; empty = nothing
 * @param loras those that the prompt named in its text and that the engine has, besides the job's own
 * @param sampler in the farm's words, or the engine's where the farm has none
 * @param scheduler likewise
 * @param untold names of fields of {@link RenderSpec} that did not reach the engine, so that nobody knows what it used
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UsedValues(
        @Nullable String prompt,
        @Nullable String negativePrompt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Lora> loras,
        @Nullable Integer steps,
        @Nullable Double cfgScale,
        @Nullable String sampler,
        @Nullable String scheduler,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> untold) {

    private static final int LONGEST = 2_000;
    private static final int MOST = 20;

    /** Everything as asked. */
    public static final UsedValues ALL = new UsedValues(null, null, List.of(), null, null, null, null, List.of());

    public UsedValues {
        prompt = brief(prompt);
        negativePrompt = brief(negativePrompt);
        loras = Objects.requireNonNullElse(loras, List.<Lora>of()).stream()
                .limit(MOST)
                .toList();
        sampler = brief(sampler);
        scheduler = brief(scheduler);
        untold = Objects.requireNonNullElse(untold, List.<String>of()).stream()
                .limit(MOST)
                .map(name -> Objects.requireNonNullElse(brief(name), ""))
                .toList();
    }

    /** Only that these fields did not reach the engine. */
    public static UsedValues untold(List<String> fields) {
        return new UsedValues(null, null, List.of(), null, null, null, null, fields);
    }

    /** What a workflow sets itself; null = what the job asks for. */
    public static UsedValues fixed(
            @Nullable String negativePrompt,
            @Nullable Integer steps,
            @Nullable Double cfgScale,
            @Nullable String sampler,
            @Nullable String scheduler,
            List<String> untold) {
        return new UsedValues(null, negativePrompt, List.of(), steps, cfgScale, sampler, scheduler, untold);
    }

    /** The same for a job whose prompts were these, and whose text named these LoRAs; null = as asked. */
    public UsedValues prompted(@Nullable String prompt, @Nullable String negativePrompt, List<Lora> loras) {
        return new UsedValues(
                prompt,
                this.negativePrompt == null ? negativePrompt : this.negativePrompt,
                loras,
                steps,
                cfgScale,
                sampler,
                scheduler,
                untold);
    }

    /** Only what really differs from this spec: a workflow may set just what was asked for. */
    public UsedValues apartFrom(RenderSpec spec) {
        return new UsedValues(
                unless(prompt, spec.prompt()),
                unless(negativePrompt, spec.negativePrompt()),
                loras,
                unless(steps, spec.steps()),
                unless(cfgScale, spec.cfgScale()),
                unless(sampler, spec.sampler()),
                unless(scheduler, spec.scheduler()),
                untold);
    }

    private static <T> @Nullable T unless(@Nullable T used, T asked) {
        return asked.equals(used) ? null : used;
    }

    /** Whether nothing differs from what was asked for. */
    @JsonIgnore
    public boolean asAsked() {
        return equals(ALL);
    }

    /** The spec with what was really used; what is not told stands as it was asked for. */
    public RenderSpec over(RenderSpec spec) {
        return new RenderSpec(
                Objects.requireNonNullElse(prompt, spec.prompt()),
                Objects.requireNonNullElse(negativePrompt, spec.negativePrompt()),
                spec.checkpoint(),
                spec.width(),
                spec.height(),
                Objects.requireNonNullElse(steps, spec.steps()),
                Objects.requireNonNullElse(cfgScale, spec.cfgScale()),
                Objects.requireNonNullElse(sampler, spec.sampler()),
                Objects.requireNonNullElse(scheduler, spec.scheduler()),
                spec.seed(),
                Stream.concat(spec.loras().stream(), loras.stream()).toList(),
                spec.initImageId(),
                spec.denoisingStrength());
    }

    /** The fields of {@link RenderSpec} that have another value than was asked for, by name; null = nobody knows it. */
    @JsonIgnore
    public Map<String, @Nullable Object> byField() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        put(fields, "prompt", prompt);
        put(fields, "negativePrompt", negativePrompt);
        put(fields, "loras", loras.isEmpty() ? null : loras);
        put(fields, "steps", steps);
        put(fields, "cfgScale", cfgScale);
        put(fields, "sampler", sampler);
        put(fields, "scheduler", scheduler);
        untold.forEach(name -> fields.put(name, null));
        return fields;
    }

    private static void put(Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static @Nullable String brief(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String storable = PlainText.tame(text);
        return storable.length() > LONGEST ? storable.substring(0, LONGEST) : storable;
    }
}
