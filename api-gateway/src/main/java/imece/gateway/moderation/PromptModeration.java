package imece.gateway.moderation;

import imece.contract.RenderSpec;
import imece.gateway.ModerationSettings;
import imece.gateway.ModerationSettings.SilentPrompts;
import imece.gateway.moderation.HookAnswer.HookWord;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Asks whether a prompt may be drawn. To be called where no transaction, no connection and no place at the database is held. */
@Component
public class PromptModeration implements DisposableBean {

    private static final int AT_ONCE = 64;

    /** Whoever asks for very much at once does not keep the hook from others. */
    private static final int AT_ONCE_OF_ONE = 4;

    private final ModerationSettings settings;
    private final JsonMapper json;
    private final @Nullable ModerationHook hook;
    private final Map<UUID, Integer> asking = new ConcurrentHashMap<>();

    PromptModeration(ModerationSettings settings, JsonMapper json, MeterRegistry meters) {
        this.settings = settings;
        this.json = json;
        this.hook =
                ModerationHook.ifOn("prompt", Set.of(HookWord.ALLOW, HookWord.REFUSE), AT_ONCE, settings, json, meters);
    }

    /** Whether anybody is asked. */
    public boolean on() {
        return hook != null;
    }

    /**
     * The verdict, within the time that is set.
     *
     * @param count how many pictures of it are asked for
     */
    public PromptVerdict judge(UUID owner, RenderSpec spec, int count) {
        ModerationHook asked = hook;
        if (asked == null) {
            return new PromptVerdict.NotAsked();
        }
        boolean mayAsk = asking.merge(owner, 1, Integer::sum) <= AT_ONCE_OF_ONE;
        try {
            Optional<HookAnswer> said = mayAsk ? ask(asked, owner, spec, count) : Optional.empty();
            return said.map(PromptModeration::verdict).orElseGet(this::ofSilence);
        } finally {
            asking.computeIfPresent(owner, (id, now) -> now == 1 ? null : now - 1);
        }
    }

    private Optional<HookAnswer> ask(ModerationHook asked, UUID owner, RenderSpec spec, int count) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("what", "prompt");
        question.put("owner", owner);
        question.put("prompt", spec.prompt());
        question.put("count", count);
        question.put("spec", spec);
        String body = json.writeValueAsString(question);
        return asked.ask(() -> BodyPublishers.ofString(body), "application/json", settings.promptTimeout());
    }

    private static PromptVerdict verdict(HookAnswer answer) {
        return switch (answer.word()) {
            case ALLOW -> new PromptVerdict.Allowed(false);
            case REFUSE, BLUR, WITHHOLD -> new PromptVerdict.Refused(answer.sentence());
        };
    }

    private PromptVerdict ofSilence() {
        return settings.silentPrompts() == SilentPrompts.ALLOW
                ? new PromptVerdict.Allowed(true)
                : new PromptVerdict.Silent();
    }

    @Override
    public void destroy() {
        if (hook != null) {
            hook.close();
        }
    }
}
