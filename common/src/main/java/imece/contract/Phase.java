package imece.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a run is doing at the moment. */
public enum Phase {
    @JsonEnumDefaultValue
    @JsonProperty("waiting-for-gpu")
    WAITING_FOR_GPU("waiting-for-gpu"),
    @JsonProperty("loading-checkpoint")
    LOADING_CHECKPOINT("loading-checkpoint"),
    @JsonProperty("denoising")
    DENOISING("denoising"),
    @JsonProperty("decoding")
    DECODING("decoding"),
    @JsonProperty("uploading")
    UPLOADING("uploading");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    /** The word used in JSON and SQL. */
    public String word() {
        return word;
    }
}
