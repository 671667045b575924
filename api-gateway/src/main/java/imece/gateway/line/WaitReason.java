package imece.gateway.line;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a waiting job is shown without a place. */
public enum WaitReason {
    /** The slots of its lane serve other lanes too, in which jobs wait. */
    OTHER_LANES("other-lanes"),
    /** It has failed, or its worker was lost, a moment ago: it is not its turn before a pause is over. */
    ANOTHER_TRY("another-try");

    private final String word;

    WaitReason(String word) {
        this.word = word;
    }

    /** The word in JSON. */
    @JsonValue
    public String word() {
        return word;
    }
}
