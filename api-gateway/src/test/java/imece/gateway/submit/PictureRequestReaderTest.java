package imece.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.gateway.http.JsonFields;
import imece.gateway.http.Problem;
import imece.gateway.http.Problem.FieldError;
import imece.gateway.http.Refusal;
import imece.gateway.submit.PictureRequestReader.PictureRequest;
import imece.gateway.submit.PictureRequestReader.SpecLimits;
import imece.gateway.turn.TurnClass;
import imece.gateway.workers.JobRequirement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PictureRequestReaderTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> SERVED = Set.of("dreamshaper_8", "sd_xl_base_1.0", "sd_v1-5");

    @Test
    void fillsInEveryDefaultAndDrawsTheSeed() {
        assertThat(read("{\"prompt\": \"a cat\"}").pictures())
                .containsExactly(new RenderSpec("a cat", "", null, 512, 512, 20, 7, "euler", "normal", 42));
    }

    @Test
    void takesEveryFieldAsItIsGiven() {
        PictureRequest wanted = read("""
                {"prompt": "a cat", "negativePrompt": "dogs", "checkpoint": "sd_v1-5", "width": 768, "height": 64,
                 "steps": 150, "cfgScale": 7.5, "sampler": "dpmpp_2m", "scheduler": "karras", "seed": 4294967295,
                 "conversationId": "0c8f6a3e-52d4-4b19-9a57-3f1d2be0c771", "somethingElse": [1, {"a": 2}]}""");

        assertThat(wanted.pictures())
                .containsExactly(new RenderSpec(
                        "a cat", "dogs", "sd_v1-5", 768, 64, 150, 7.5, "dpmpp_2m", "karras", 4_294_967_295L));
        assertThat(wanted.conversationId()).hasToString("0c8f6a3e-52d4-4b19-9a57-3f1d2be0c771");
    }

    @Test
    void picturesMaySayHowUrgentTheyAre() {
        assertThat(read("{\"prompt\": \"a cat\", \"class\": \"batch\"}").turnClass())
                .isEqualTo(TurnClass.BATCH);
        assertThat(read("{\"prompt\": \"a cat\", \"class\": \"interactive\"}").turnClass())
                .isEqualTo(TurnClass.INTERACTIVE);
        assertThat(read("{\"prompt\": \"a cat\"}").turnClass()).isNull();
        for (String wrong : List.of("\"urgent\"", "\"BATCH\"", "\"\"", "1", "true", "[]")) {
            assertThatExceptionOfType(Refusal.class)
                    .as(wrong)
                    .isThrownBy(() -> read("{\"prompt\": \"a cat\", \"class\": " + wrong + "}"))
                    .satisfies(refusal -> assertThat(refusal.problem().errors())
                            .singleElement()
                            .extracting(FieldError::field)
                            .isEqualTo("class"));
        }
    }

    @Test
    void countsTheSeedUpFromPictureToPicture() {
        assertThat(read("{\"prompt\": \"a cat\", \"seed\": 7, \"count\": 3}").pictures())
                .extracting(RenderSpec::seed)
                .containsExactly(7L, 8L, 9L);
    }

    @Test
    void aDrawnSeedLeavesRoomForTheLastPicture() {
        PictureRequest wanted =
                PictureRequestReader.read(fields("{\"prompt\": \"a cat\", \"count\": 8}"), () -> SpecLimits.MOST_SEED);

        assertThat(wanted.pictures().getLast().seed()).isEqualTo(SpecLimits.MOST_SEED);
    }

    @ParameterizedTest
    @CsvSource({
        "width, 64, 2048, 63, 2056",
        "height, 64, 2048, 56, 2049",
        "width, 72, 80, 65, 100",
        "steps, 1, 150, 0, 151",
        "cfgScale, 1, 30, 0.99, 30.01",
        "seed, 0, 4294967295, -1, 4294967296",
        "count, 1, 8, 0, 9",
        "steps, 20.0, 1e2, 1.5, 1e300"
    })
    void everyNumberHasItsLimitOnBothSides(String field, String least, String most, String below, String above) {
        read(with(field, least));
        // The largest seed leaves no room for a second picture, but one there is.
        read(with(field, most));
        assertThat(wrong(with(field, below))).extracting(FieldError::field).containsExactly(field);
        assertThat(wrong(with(field, above))).extracting(FieldError::field).containsExactly(field);
    }

    @Test
    void aPromptHasOneToTwoThousandCharactersAsPeopleCountThem() {
        read("{\"prompt\": \"x\"}");
        read("{\"prompt\": \"" + "🐈".repeat(2_000) + "\"}");
        assertThat(wrong("{\"prompt\": \"" + "🐈".repeat(2_001) + "\"}"))
                .extracting(FieldError::field)
                .containsExactly("prompt");
        assertThat(wrong("{\"prompt\": \"\"}")).hasSize(1);
        assertThat(wrong("{\"prompt\": \" \\n\\t \"}")).hasSize(1);
        assertThat(wrong("{\"prompt\": \"\\u200b\\u3164\\u2800\"}")).hasSize(1);
        assertThat(wrong("{\"prompt\": null}")).hasSize(1);
        assertThat(wrong("{}")).hasSize(1);
    }

    @Test
    void theNegativePromptHasTheSameUpperLimitAndMayBeEmpty() {
        read(with("negativePrompt", "\"" + "x".repeat(2_000) + "\""));
        read(with("negativePrompt", "\"\""));
        assertThat(wrong(with("negativePrompt", "\"" + "x".repeat(2_001) + "\"")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\ud83d", "\\udc08b", "\\udc08\\ud83d"})
    void nulAndHalfSurrogatePairsAreRefusedInEveryText(String text) {
        assertThat(wrong("{\"prompt\": \"" + text + "\", \"negativePrompt\": \"" + text + "\"}"))
                .extracting(FieldError::field)
                .containsExactly("prompt", "negativePrompt");
    }

    @ParameterizedTest
    @CsvSource({
        "width, '\"512\"'",
        "steps, true",
        "cfgScale, '\"7\"'",
        "seed, '\"1\"'",
        "count, '[1]'",
        "prompt, 5",
        "negativePrompt, '{}'",
        "sampler, 3",
        "scheduler, '\"nope\"'",
        "sampler, '\"Euler\"'",
        "conversationId, '\"x\"'"
    })
    void aWrongTypeIsNamedAndNeverGuessed(String field, String value) {
        List<FieldError> errors = wrong(field.equals("prompt") ? "{\"prompt\": " + value + "}" : with(field, value));

        assertThat(errors).extracting(FieldError::field).containsExactly(field);
        assertThat(errors).allSatisfy(error -> assertThat(error.allowed()).isNotBlank());
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(wrong("{\"width\": 1, \"height\": \"x\", \"steps\": 0}"))
                .extracting(FieldError::field)
                .containsExactly("prompt", "width", "height", "steps");
    }

    @Test
    void theSeedOfTheLastPictureMustFitToo() {
        read("{\"prompt\": \"a cat\", \"seed\": 4294967288, \"count\": 8}");
        assertThat(wrong("{\"prompt\": \"a cat\", \"seed\": 4294967289, \"count\": 8}"))
                .extracting(FieldError::field, FieldError::allowed)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("seed", "0 to 4294967288"));
    }

    @Test
    void anUnknownCheckpointIsToldWithTheNearestNames() {
        Problem problem = MissingOffers.missing(
                        new JobRequirement(JobRequirement.RequirementKind.CHECKPOINT, "sdxl_base_1.0"), SERVED)
                .problem();

        assertThat(problem.code()).isEqualTo("unknown-checkpoint");
        assertThat(problem.errors().getFirst().allowed()).startsWith("nearest: sd_xl_base_1.0, ");
    }

    @Test
    void partOfANameFindsTheWholeName() {
        assertThat(NearestNames.of("DREAM", SERVED)).first().isEqualTo("dreamshaper_8");
    }

    @Test
    void lorasAreTakenInTheirOrderAndWeighOneWhereNothingIsSaid() {
        assertThat(read(with("loras", "[{\"name\": \"ink\", \"weight\": -0.5}, {\"name\": \"paper-cut\"}]"))
                        .pictures()
                        .getFirst()
                        .loras())
                .containsExactly(new Lora("ink", -0.5), new Lora("paper-cut", 1));
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', loras",
        "'[1]', loras",
        "'[{\"name\": \"a\"}, {\"name\": \"a\"}]', loras",
        "'[{\"weight\": 1}]', loras[0].name",
        "'[{\"name\": \"a\"}, {\"name\": \"b\", \"weight\": 2.1}]', loras[1].weight"
    })
    void aWrongLoraIsNamedByItsPlace(String loras, String field) {
        assertThat(wrong(with("loras", loras))).extracting(FieldError::field).containsExactly(field);
    }

    @Test
    void howFarToGoFromAPictureNeedsAPicture() {
        String picture = "\"3f2b8a44-0c55-4a8e-9a6e-7d1c2b3a4f5e\"";
        RenderSpec spec = read(with("initImageId", picture)).pictures().getFirst();

        assertThat(spec.initImageId()).hasToString("3f2b8a44-0c55-4a8e-9a6e-7d1c2b3a4f5e");
        assertThat(spec.denoisingStrength()).isEqualTo(0.75);
        assertThat(wrong(with("denoisingStrength", "0.5")))
                .extracting(FieldError::field)
                .containsExactly("denoisingStrength");
        assertThat(wrong(with("initImageId", picture + ", \"denoisingStrength\": 0")))
                .extracting(FieldError::field)
                .containsExactly("denoisingStrength");
    }

    private static String with(String field, String value) {
        return "{\"prompt\": \"a cat\", \"" + field + "\": " + value + "}";
    }

    private static PictureRequest read(String json) {
        return PictureRequestReader.read(fields(json), () -> 42);
    }

    private static JsonFields fields(String json) {
        return JsonFields.of(JSON.readTree(json));
    }

    private static List<FieldError> wrong(String json) {
        Problem problem = refused(json);
        assertThat(problem.code()).isEqualTo("validation-failed");
        return problem.errors();
    }

    private static Problem refused(String json) {
        return assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read(json))
                .actual()
                .problem();
    }
}
