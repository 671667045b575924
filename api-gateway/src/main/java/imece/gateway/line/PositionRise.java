package imece.gateway.line;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why somebody stands further back than a moment ago. Words of the API. */
public enum PositionRise {
    /** Somebody has come whose turn is lower. */
    AHEAD_IN_TURN("ahead-in-turn"),
    /** A job has come back to the line, where it stood before. */
    RETURNED("returned"),
    /** Slots came, left or changed what they serve: other lanes compete now. */
    SLOTS_CHANGED("slots-changed"),
    /** The operator has moved a job to the front. */
    TO_THE_FRONT("to-the-front"),
    /** A lane that paused goes on. */
    LANE_RESUMED("lane-resumed");

    private final String word;

    PositionRise(String word) {
        this.word = word;
    }

    /** The word in JSON. */
    @JsonValue
    public String word() {
        return word;
    }
}
