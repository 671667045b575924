package imece.worker.engine.comfyui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import imece.contract.UsedValues;
import imece.worker.engine.EngineReadiness;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.InitPicture;
import imece.worker.engine.RemoteEngineContract;
import imece.worker.engine.RenderResult;
import imece.worker.engine.http.EngineAddress;
import imece.worker.engine.standin.ComfyStandIn;
import imece.worker.engine.standin.StandIn;
import imece.worker.engine.standin.Vice;
import imece.worker.run.RunStop;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ComfyEngineTest extends RemoteEngineContract<ComfyStandIn> {

    @TempDir
    Path folder;

    @Override
    protected ComfyStandIn standIn() {
        return new ComfyStandIn();
    }

    @Override
    protected ImageEngine adapter(EngineAddress address) {
        return new ComfyEngine(address, null, PACE);
    }

    @Override
    protected List<Vice> vices() {
        return List.of(
                Vice.CHECKPOINT_GONE,
                Vice.HALF_PICTURE,
                Vice.CACHED_PICTURE,
                Vice.SILENT_SOCKET,
                Vice.NO_SOCKET,
                Vice.OUT_OF_MEMORY,
                Vice.DISK_FULL,
                Vice.BAD_REQUEST,
                Vice.SERVER_ERROR,
                Vice.SLOW_LOAD,
                Vice.UNAUTHORIZED,
                Vice.REDIRECT_LOOP,
                Vice.NOT_UP_YET,
                Vice.TRUNCATED_PICTURE,
                Vice.WRONG_SIZE,
                Vice.TWO_PICTURES,
                Vice.HUGE_PREVIEW,
                Vice.GARBAGE,
                Vice.PROXY_GIVES_UP,
                Vice.CUT_OFF,
                Vice.FORGETS_JOB);
    }

    /** A prompt whose answer got lost is found again by its id. */
    @Override
    protected Map<Vice, String> ownWay() {
        return Map.of(Vice.CUT_OFF, "rendered", Vice.PROXY_GIVES_UP, "rendered");
    }

    @Test
    void everyWordOfTheJobReachesTheGraph() {
        rendered(engine().render(JOB, spec(72, 64, "tiny-b", "dpm2"), seen, stop));
        JsonNode graph = standIn.generations.getFirst().path("prompt");
        JsonNode sampler = graph.path("3").path("inputs");
        assertThat(sampler.path("seed").longValue()).isEqualTo(4_000_000_007L);
        assertThat(sampler.path("steps").intValue()).isEqualTo(STEPS);
        assertThat(sampler.path("cfg").doubleValue()).isEqualTo(7);
        assertThat(sampler.path("sampler_name").stringValue()).isEqualTo("dpm_2");
        assertThat(sampler.path("scheduler").stringValue()).isEqualTo("karras");
        assertThat(graph.path("4").path("inputs").path("ckpt_name").stringValue())
                .isEqualTo("tiny-b.safetensors");
        assertThat(graph.path("5").path("inputs").path("width").intValue()).isEqualTo(72);
        assertThat(graph.path("6").path("inputs").path("text").stringValue()).isEqualTo("a cat");
        assertThat(graph.path("7").path("inputs").path("text").stringValue()).isEqualTo("a dog");
        assertThat(graph.path("9").path("inputs").path("filename_prefix").stringValue())
                .startsWith(JOB.toString());
    }

    @Test
    void lorasAreAChainBehindTheCheckpointAndThePictureTakesThePlaceOfEmptyLatents() {
        RenderSpec spec = special(List.of(new Lora(StandIn.LORA, 0.8)), 0.5);
        InitPicture init = new InitPicture(new BufferedImage(200, 50, BufferedImage.TYPE_INT_RGB));
        rendered(engine().renderFrom(init, JOB, spec, seen, stop));
        JsonNode graph = standIn.generations.getFirst().path("prompt");
        JsonNode lora = graph.path("20").path("inputs");
        assertThat(lora.path("lora_name").stringValue()).isEqualTo("paper-cut.safetensors");
        assertThat(lora.path("strength_model").doubleValue()).isEqualTo(0.8);
        assertThat(lora.path("model").toString()).isEqualTo("[\"4\",0]");
        for (String text : List.of("6", "7")) {
            assertThat(graph.path(text).path("inputs").path("clip").toString()).isEqualTo("[\"20\",1]");
        }
        JsonNode sampler = graph.path("3").path("inputs");
        assertThat(sampler.path("model").toString()).isEqualTo("[\"20\",0]");
        assertThat(sampler.path("latent_image").toString()).isEqualTo("[\"11\",0]");
        assertThat(sampler.path("denoise").doubleValue()).isEqualTo(0.5);
        assertThat(graph.path("10").path("inputs").path("image").stringValue()).isEqualTo("kept.png");
        assertThat(graph.has("5")).isFalse();
        assertThat(standIn.uploaded).contains("name=\"overwrite\"", "filename=\"imece-", "PNG");
    }

    @Test
    void eachRunHasASocketIdAPromptIdAndAFileNameOfItsOwn() {
        ImageEngine engine = engine();
        rendered(engine.render(JOB, spec(64, 64, null), seen, stop));
        rendered(engine.render(JOB, spec(64, 64, null), seen, stop));
        for (String field : List.of("prompt_id", "client_id")) {
            assertThat(standIn.generations)
                    .extracting(order -> order.path(field).stringValue())
                    .doesNotHaveDuplicates();
        }
        assertThat(standIn.generations)
                .extracting(
                        order -> order.path("prompt").path("9").path("inputs").path("filename_prefix"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPictureThatWaitsBehindSomebodyElsesIsTakenOutWithoutHarmToTheirs() {
        ImageEngine engine = engine();
        standIn.hold(true);
        ImageEngine somebody = engine();
        CompletableFuture<RenderResult> theirs =
                beside(() -> somebody.render(JOB, spec(64, 64, null), seen, new RunStop()));
        await().until(standIn::drawing);
        assertThat(engine.look()).isEqualTo(new EngineReadiness.Busy());
        CompletableFuture<RenderResult> ours = beside(() -> engine.render(JOB, spec(64, 64, null), seen, stop));
        await().until(() -> standIn.generations.size() == 2);
        stop.request(RunStop.Cause.ORDERED);
        assertThat(ours.join()).isEqualTo(new RenderResult.Interrupted());
        assertThat(theirs).isNotDone();
        standIn.hold(false);
        rendered(theirs.join());
        assertThat(standIn.requests).doesNotContain("POST /interrupt");
    }

    @Test
    void aWorkflowOfTheOwnersIsFilledAndItsNodesAreLookedFor() throws Exception {
        Path file = folder.resolve("mine.json");
        String standard = Workflow.standard().graph().toString();
        Files.writeString(
                file,
                standard.replace("{{prompt}}", "film still, {{prompt}}, grain").replace("{{steps}}", "4"));
        ComfyEngine engine = new ComfyEngine(address(standIn.url()), file);
        assertThat(engine.look()).isEqualTo(new EngineReadiness.Ready());
        rendered(engine.render(JOB, spec(64, 64, null), seen, stop));
        assertThat(standIn.generations
                        .getFirst()
                        .path("prompt")
                        .path("6")
                        .path("inputs")
                        .path("text")
                        .stringValue())
                .isEqualTo("film still, a cat, grain");

        Files.writeString(file, standard.replace("VAEDecode", "VAEDecodeFancy"));
        assertThat(new ComfyEngine(address(standIn.url()), file).look())
                .isInstanceOfSatisfying(
                        EngineReadiness.Unusable.class,
                        no -> assertThat(no.why()).contains("has no node VAEDecodeFancy", "install it"));
    }

    @Test
    void everythingThatAWorkflowNamesAndComfyUiLacksIsToldInOneSentence() throws Exception {
        Path file = folder.resolve("flux.json");
        String two = Workflow.standard()
                .graph()
                .toString()
                .replace("{{scheduler}}", "beta57")
                .replace(
                        "\"9\":",
                        "\"12\": {\"class_type\": \"UNETLoader\", \"inputs\": {\"unet_name\":"
                                + " \"flux1-dev.safetensors\"}}, \"13\": {\"class_type\": \"Sharpen\", \"inputs\": {}},"
                                + " \"9\":");
        Files.writeString(file, two);
        assertThat(new ComfyEngine(address(standIn.url()), file).look())
                .isInstanceOfSatisfying(
                        EngineReadiness.Unusable.class,
                        no -> assertThat(no.why())
                                .contains(
                                        "no node Sharpen",
                                        "no flux1-dev.safetensors (unet_name of node 12, UNETLoader)",
                                        "no beta57 (scheduler of node 3, KSampler)"));
        Files.writeString(
                file,
                two.replace("beta57", "simple")
                        .replace("flux1-dev", "flux1-schnell")
                        .replace("Sharpen", "VAEDecode"));
        assertThat(new ComfyEngine(address(standIn.url()), file).look()).isEqualTo(new EngineReadiness.Ready());
    }

    @Test
    void whatOnlyTheFileDecidesIsNoJobsFaultWhenItIsRefused() throws Exception {
        Path file = folder.resolve("mine.json");
        Files.writeString(file, Workflow.standard().graph().toString().replace("{{checkpoint}}", "tiny-a.safetensors"));
        ComfyEngine engine = new ComfyEngine(address(standIn.url()), file);
        assertThat(engine.look()).isEqualTo(new EngineReadiness.Ready());
        standIn.has(Vice.CHECKPOINT_GONE);
        assertThat(engine.render(JOB, spec(64, 64, null), seen, stop))
                .isInstanceOfSatisfying(
                        RenderResult.Away.class,
                        away -> assertThat(away.why()).contains("does not take the workflow", "tiny-a.safetensors"));
    }

    @Test
    void afterARefusalWhatIsOfferedIsWhatIsThereNow() {
        ImageEngine engine = engine();
        standIn.has(Vice.CHECKPOINT_GONE);
        assertThat(said(engine.render(JOB, spec(64, 64, "tiny-b"), seen, stop)))
                .isEqualTo("unknown-checkpoint, may be retried");
        assertThat(engine.look()).isEqualTo(new EngineReadiness.Ready());
        assertThat(engine.profile().checkpoints()).containsExactly("tiny-a.safetensors");
    }

    @Test
    void aPictureTellsWhatTheFileSetInsteadOfTheJob() throws Exception {
        Path file = folder.resolve("mine.json");
        Files.writeString(
                file,
                Workflow.standard()
                        .graph()
                        .toString()
                        .replace("\"{{steps}}\"", "3")
                        .replace("{{sampler}}", "lcm")
                        .replace("{{checkpoint}}", "tiny-b.safetensors"));
        ComfyEngine engine = new ComfyEngine(address(standIn.url()), file);
        assertThat(engine.look()).isEqualTo(new EngineReadiness.Ready());
        RenderResult.Rendered made = rendered(engine.render(JOB, spec(64, 64, null), seen, stop));
        assertThat(made.used()).isEqualTo(UsedValues.fixed(null, 3, null, "lcm", null, List.of()));
        assertThat(made.checkpoint()).isEqualTo("tiny-b.safetensors");
        assertThat(rendered(engine().render(JOB, spec(64, 64, null), seen, stop))
                        .used()
                        .asAsked())
                .isTrue();
    }

    @Test
    void aFileWhosePictureCouldNeverBeTheJobsIsRefusedAtTheStart() throws Exception {
        String standard = Workflow.standard().graph().toString();
        assertThat(faultOf("{\"prompt\": " + standard + "}")).contains("wrapped", "keep that and nothing around it");
        assertThat(faultOf(standard.replace("SaveImage", "SaveImageWebsocket")))
                .contains("socket", "SaveImage instead");
        String larger = standard.replace(
                "\"9\":",
                "\"14\": {\"class_type\": \"ImageUpscaleWithModel\", \"inputs\": {\"image\": [\"8\", 0]}}, \"9\":");
        assertThat(faultOf(larger)).contains("enlarges the picture", "node 14", "ImageScale");
        Path file = folder.resolve("scaled.json");
        Files.writeString(
                file,
                larger.replace(
                        "\"9\":",
                        "\"15\": {\"class_type\": \"ImageScale\", \"inputs\": {\"width\": \"{{width}}\","
                                + " \"height\": \"{{height}}\"}}, \"9\":"));
        assertThat(new ComfyEngine(address(standIn.url()), file).faults()).isEmpty();
    }

    private String faultOf(String json) throws Exception {
        Path file = folder.resolve("never.json");
        Files.writeString(file, json);
        return String.join(" ", new ComfyEngine(address(standIn.url()), file).faults());
    }

    @Test
    void everythingThatIsMissingInAWorkflowIsToldAtOnce() throws Exception {
        Path file = folder.resolve("bad.json");
        Files.writeString(
                file,
                "{\"1\": {\"class_type\": \"KSampler\", \"inputs\": {\"seed\": \"{{seed}}\", \"text\":"
                        + " \"{{prmpt}}\"}}, \"2\": {\"inputs\": {}}}");
        List<String> faults = new ArrayList<>(new ComfyEngine(address(standIn.url()), file).faults());
        assertThat(faults)
                .anySatisfy(each -> assertThat(each).contains("has no {{prompt}}", "where the prompt's text goes"))
                .anySatisfy(each -> assertThat(each).contains("has no {{width}}"))
                .anySatisfy(each -> assertThat(each).contains("has no {{height}}"))
                .anySatisfy(each -> assertThat(each).contains("has no {{filename}}"))
                .anySatisfy(each -> assertThat(each).contains("{{prmpt}}", "means nothing"))
                .anySatisfy(each -> assertThat(each).contains("Node 2", "no class_type"))
                .hasSize(6);
        Files.writeString(file, "{\"nodes\": [], \"links\": []}");
        assertThat(new ComfyEngine(address(standIn.url()), file).faults())
                .singleElement()
                .asString()
                .contains("Export (API)");
        assertThat(new ComfyEngine(address(standIn.url()), folder.resolve("none.json")).faults())
                .singleElement()
                .asString()
                .contains("can't be read");
    }

    @Test
    void whatIsSaidToBeEverywhereHasANameHere() {
        assertThat(ComfyNames.ALL.samplers().keySet())
                .containsAll(Arrays.stream(Sampler.values())
                        .filter(Sampler::everywhere)
                        .toList());
        assertThat(ComfyNames.ALL.schedulers().keySet())
                .containsAll(Arrays.stream(Scheduler.values())
                        .filter(Scheduler::everywhere)
                        .toList());
    }
}
