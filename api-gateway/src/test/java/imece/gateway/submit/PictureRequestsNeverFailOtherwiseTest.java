package imece.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.RenderSpec;
import imece.gateway.http.JsonFields;
import imece.gateway.http.OutsideText;
import imece.gateway.http.Refusal;
import imece.gateway.submit.PictureRequestReader.PictureRequest;
import imece.gateway.submit.PictureRequestReader.SamplerNames;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

/** Whatever JSON comes, it is either a spec within all limits or a 422; nothing in between. */
class PictureRequestsNeverFailOtherwiseTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Property(tries = 1_500)
    void anyObjectIsASpecWithinItsLimitsOrARefusal(@ForAll("requests") Map<String, Object> request) {
        PictureRequest wanted;
        try {
            wanted = PictureRequestReader.read(JsonFields.of(JSON.valueToTree(request)), () -> 0xffff_ffffL);
        } catch (Refusal refusal) {
            assertThat(refusal.problem().status().value()).isEqualTo(422);
            assertThat(refusal.problem().errors()).isNotEmpty();
            return;
        }
        assertThat(wanted.pictures())
                .hasSizeBetween(1, 8)
                .allSatisfy(PictureRequestsNeverFailOtherwiseTest::withinLimits);
    }

    private static void withinLimits(RenderSpec spec) {
        assertThat(OutsideText.characters(spec.prompt())).isBetween(1, 2_000);
        assertThat(OutsideText.unstorable(spec.prompt() + spec.negativePrompt()))
                .isFalse();
        assertThat(spec.width()).isBetween(64, 2_048);
        assertThat(spec.width() % 8).isZero();
        assertThat(spec.height()).isBetween(64, 2_048);
        assertThat(spec.steps()).isBetween(1, 150);
        assertThat(spec.cfgScale()).isBetween(1.0, 30.0);
        assertThat(spec.seed()).isBetween(0L, 0xffff_ffffL);
        assertThat(SamplerNames.SAMPLERS).contains(spec.sampler());
        assertThat(SamplerNames.SCHEDULERS).contains(spec.scheduler());
        assertThat(spec.loras()).hasSizeLessThanOrEqualTo(8).allSatisfy(lora -> {
            assertThat(lora.name()).isNotBlank();
            assertThat(lora.weight()).isBetween(-2.0, 2.0);
        });
        assertThat(spec.denoisingStrength() == null).isEqualTo(spec.initImageId() == null);
        if (spec.denoisingStrength() != null) {
            assertThat(spec.denoisingStrength()).isBetween(0.01, 1.0);
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> requests() {
        Arbitrary<String> names = Arbitraries.of(
                "prompt",
                "negativePrompt",
                "checkpoint",
                "width",
                "height",
                "steps",
                "cfgScale",
                "sampler",
                "scheduler",
                "seed",
                "count",
                "conversationId",
                "loras",
                "initImageId",
                "denoisingStrength",
                "other");
        return Arbitraries.maps(names, values()).ofMaxSize(6).map(given -> {
            Map<String, Object> request = new LinkedHashMap<>(given);
            request.putIfAbsent("prompt", "a cat");
            return request;
        });
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).map(Object.class::cast),
                Arbitraries.of("euler", "karras", "served", "512").map(Object.class::cast),
                Arbitraries.integers().map(side -> side * 8).map(Object.class::cast),
                Arbitraries.integers().between(-2, 160).map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.bigIntegers().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast),
                Arbitraries.just(Map.of("a", 1)).map(Object.class::cast),
                Arbitraries.just("3f2b8a44-0c55-4a8e-9a6e-7d1c2b3a4f5e").map(Object.class::cast),
                Arbitraries.maps(
                                Arbitraries.of("name", "weight"),
                                Arbitraries.oneOf(
                                        Arbitraries.of("", "paper-cut", "ink").map(Object.class::cast),
                                        Arbitraries.doubles().between(-3, 3).map(Object.class::cast)))
                        .list()
                        .ofMaxSize(9)
                        .map(Object.class::cast));
    }
}
