package imece.gateway.submit;

import imece.contract.RenderSpec;
import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.Refusal;
import imece.gateway.moderation.PromptModeration;
import imece.gateway.moderation.PromptVerdict;
import imece.gateway.owner.Asker;
import imece.gateway.owner.OwnerAdmission;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Has prompts judged before anything is locked for them, and says what comes of the verdict. */
@Component
class PromptCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final PromptModeration moderation;
    private final OwnerAdmission admission;
    private final AuditLog audit;

    PromptCheck(PromptModeration moderation, OwnerAdmission admission, AuditLog audit) {
        this.moderation = moderation;
        this.admission = admission;
        this.audit = audit;
    }

    /** Whether anybody judges them. */
    boolean on() {
        return moderation.on();
    }

    /**
     * What is said of a prompt. To be asked where nothing is held.
     *
     * @throws Refusal 503 if nothing is said in time, and the farm draws nothing then
     */
    PromptVerdict judge(UUID owner, RenderSpec spec, int count) {
        PromptVerdict verdict = moderation.judge(owner, spec, count);
        if (verdict instanceof PromptVerdict.Silent) {
            throw Refusal.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "moderation-unavailable",
                    "This farm has each prompt looked at before it is drawn, and nobody answers at the moment. Nothing was"
                            + " lost; please try again.",
                    PATIENCE);
        }
        return verdict;
    }

    /**
     * Charges a refused prompt like one that is drawn, so that nobody tries thousands, and writes the verdict down. To be called in
     * a transaction that is committed; what is then to be answered is returned.
     */
    Refusal refused(PromptVerdict.Refused verdict, Asker asker, int count) {
        admission.admit(asker, count);
        audit.write(
                AuditAct.PROMPT_JUDGED, AuditSubject.owner(asker.owner()), Map.of("verdict", "refuse", "count", count));
        String sentence = verdict.sentence();
        return Refusal.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "refused-by-moderation",
                sentence == null
                        ? "This farm's moderation does not let this be drawn."
                        : "This farm's moderation does not let this be drawn. It says: " + sentence);
    }

    /** Writes down that a prompt may be drawn, in the transaction that makes its first job. */
    void allowed(PromptVerdict verdict, UUID job, int count) {
        if (verdict instanceof PromptVerdict.Allowed said) {
            audit.write(
                    AuditAct.PROMPT_JUDGED,
                    AuditSubject.job(job),
                    Map.of("verdict", said.silent() ? "allow, nothing was said" : "allow", "count", count));
        }
    }
}
