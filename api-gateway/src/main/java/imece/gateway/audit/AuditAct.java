package imece.gateway.audit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is written down. */
public enum AuditAct {
    OWNER_CHANGED,
    ADDRESS_CHANGED,
    JOB_CANCELLED,
    JOB_RETRIED,
    JOB_MOVED_TO_FRONT,
    JOB_MOVED_BACK,
    WORKER_DRAINED,
    WORKER_RESUMED,
    LINE_PAUSED,
    LINE_RESUMED,
    ACCOUNT_MADE,
    ACCOUNT_CHANGED,
    PASSWORD_CHANGED,
    PASSWORD_LINK_MADE,
    INVITE_MADE,
    INVITE_REVOKED,
    VISITOR_ADMITTED,
    KEY_MADE,
    KEY_CHANGED,
    KEY_REVOKED,
    /** Somebody who may look after the farm has come in, by the token or as an account. */
    OPERATOR_SIGNED_IN,
    OPERATOR_SIGN_IN_FAILED,
    OPERATOR_SIGNED_OUT,
    EVERYTHING_DELETED,
    EVERYTHING_BROUGHT_BACK,
    BELONGINGS_TAKEN,
    /** What a farm's moderation has said of a prompt, or that it said nothing. */
    PROMPT_JUDGED,
    PICTURE_JUDGED;

    /** As rows and JSON have it, such as {@code key-made}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Stream.of(values()).map(AuditAct::word).toList();
    }
}
