package imece.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.GoalResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report for programs: the records as they are, with ratios and verdicts added. */
public final class JsonReport {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(Figure.class, WithVerdict.class)
            .addMixIn(Goal.class, WithKind.class)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private JsonReport() {}

    /** JSON with line breaks. What could not be measured is null. */
    public static String of(BenchReport report) {
        return JSON.writeValueAsString(report).replace("\"NaN\"", "null") + "\n";
    }

    /** What a figure computes belongs into its JSON. */
    private interface WithVerdict {
        @JsonProperty
        @Nullable
        Double ratio();

        @JsonProperty
        GoalResult verdict();
    }

    /** Limits alone would not say what they limit. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface WithKind {}
}
