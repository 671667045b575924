package imece.worker.engine.standin;

import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Behaves like stable-diffusion.cpp's server: one checkpoint, sizes rounded up to multiples of 64, no progress, and a job that
 * is being made can't be stopped. Older ones know only the A1111 flavour.
 */
public final class SdcppStandIn extends StandIn {
    private static final List<String> SAMPLERS =
            List.of("euler", "euler_a", "heun", "dpm2", "dpm++2m", "dpm++2m_sde", "lcm", "ddim_trailing");
    private static final List<String> SCHEDULERS = List.of("discrete", "normal", "karras", "exponential");

    private static final List<Map<String, String>> LORAS = List.of(Map.of("name", LORA, "path", LORA + ".safetensors"));

    private final boolean older;
    private final Object gpu = new Object();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, Map<String, Object>> jobs = new ConcurrentHashMap<>();
    private volatile String sampler = "";

    /** A server with the native API, or an older one without it. */
    public SdcppStandIn(boolean older) {
        this.older = older;
    }

    @Override
    public List<String> checkpoints() {
        return List.of("tiny-random.safetensors");
    }

    @Override
    public String lastSampler() {
        return sampler;
    }

    @Override
    void answer(Exchange exchange) throws IOException {
        if (exchange.path.startsWith("/sdcpp/") && older) {
            exchange.answer(404, "text/plain", new byte[0]);
            return;
        }
        switch (exchange.path) {
            case "/sdcpp/v1/capabilities" ->
                exchange.json(
                        200,
                        Map.of(
                                "samplers", SAMPLERS,
                                "schedulers", SCHEDULERS,
                                "loras", LORAS,
                                "features", Map.of("lora", true, "init_image", true),
                                "model", Map.of("name", checkpoints().getFirst())));
            case "/sdcpp/v1/img_gen" -> imgGen(exchange);
            case "/sdapi/v1/txt2img", "/sdapi/v1/img2img" -> generate(exchange);
            case "/sdapi/v1/loras" -> exchange.json(200, LORAS);
            case "/sdapi/v1/options" -> exchange.json(200, Map.of("samples_format", "png"));
            case "/sdapi/v1/samplers" -> exchange.json(200, named(SAMPLERS));
            case "/sdapi/v1/schedulers" -> exchange.json(200, named(SCHEDULERS));
            case "/sdapi/v1/sd-models" ->
                exchange.json(
                        200,
                        List.of(Map.of("filename", "/models/" + checkpoints().getFirst())));
            default -> job(exchange);
        }
    }

    private static List<Map<String, String>> named(List<String> names) {
        return names.stream().map(name -> Map.of("name", name)).toList();
    }

    private void imgGen(Exchange exchange) throws IOException {
        JsonNode order = exchange.json();
        generations.add(order);
        if (refused(exchange)) {
            return;
        }
        String id = "job_" + ids.getAndIncrement();
        jobs.put(id, Map.of("status", "queued"));
        JsonNode sampling = order.path("sample_params");
        Thread.ofPlatform().daemon().start(() -> {
            synchronized (gpu) {
                if (!jobs.get(id).equals(Map.of("status", "queued"))) {
                    return;
                }
                jobs.put(id, Map.of("status", "generating"));
                draw(sampling.path("sample_method"), sampling.path("sample_steps"));
                jobs.put(id, ended(order));
            }
            if (vice == Vice.FORGETS_JOB) {
                jobs.remove(id);
            }
        });
        if (vice == Vice.CUT_OFF && generations.size() == 1) {
            exchange.hangUp();
        } else {
            exchange.json(202, Map.of("id", id, "status", "queued"));
        }
    }

    private Map<String, Object> ended(JsonNode order) {
        if (vice == Vice.OUT_OF_MEMORY) {
            return Map.of("status", "failed", "error", Map.of("message", "CUDA error: out of memory"));
        }
        if (vice == Vice.DISK_FULL) {
            return Map.of("status", "failed", "error", Map.of("message", "No space left on device"));
        }
        Map<String, String> image = Map.of("b64_json", picture(order));
        int count = vice == Vice.TWO_PICTURES ? 2 : 1;
        return Map.of("status", "completed", "result", Map.of("images", Collections.nCopies(count, image)));
    }

    private void job(Exchange exchange) throws IOException {
        boolean cancel = exchange.path.endsWith("/cancel");
        String id = exchange.path.replace("/sdcpp/v1/jobs/", "").replace("/cancel", "");
        Map<String, Object> job = jobs.get(id);
        if (job == null) {
            exchange.json(404, Map.of("error", "job not found"));
        } else if (cancel && job.get("status").equals("generating")) {
            exchange.json(409, Map.of("error", "job is currently generating and cannot be interrupted yet"));
        } else if (cancel && job.get("status").equals("queued")) {
            jobs.put(id, Map.of("status", "cancelled"));
            exchange.json(200, jobs.get(id));
        } else {
            exchange.json(200, job);
        }
    }

    private void generate(Exchange exchange) throws IOException {
        JsonNode order = exchange.json();
        generations.add(order);
        if (refused(exchange)) {
            return;
        }
        boolean lost = generations.size() == 1;
        synchronized (gpu) {
            if (vice == Vice.CUT_OFF && lost) {
                exchange.hangUp();
            }
            draw(order.path("sampler_name"), order.path("steps"));
        }
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("sampler_name", vice == Vice.OTHER_SAMPLER ? "heun" : sampler);
        info.put(
                "sd_model_name",
                vice == Vice.OTHER_CHECKPOINT
                        ? "another.safetensors"
                        : checkpoints().getFirst());
        int count = vice == Vice.TWO_PICTURES ? 2 : 1;
        if (vice == Vice.LOSES_ANSWER && lost) {
            keepSilent();
        } else if (vice == Vice.OUT_OF_MEMORY) {
            exchange.json(500, Map.of("error", "generate_image returned no results: out of memory"));
        } else if (vice == Vice.DISK_FULL) {
            exchange.json(500, Map.of("error", "No space left on device"));
        } else {
            exchange.json(
                    200,
                    Map.of(
                            "images", Collections.nCopies(count, picture(order)),
                            "info", JsonMapper.shared().writeValueAsString(info)));
        }
    }

    private boolean refused(Exchange exchange) throws IOException {
        switch (vice) {
            case BAD_REQUEST -> exchange.json(400, Map.of("error", "invalid params"));
            case SERVER_ERROR -> exchange.json(500, Map.of("error", "server_error", "message", "[json.exception]"));
            case GARBAGE -> exchange.text(200, "\u0000 this is no JSON");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void draw(JsonNode name, JsonNode steps) {
        drawing(true);
        sampler = name.stringValue("");
        for (int step = 0; step < steps.intValue(20) && pass(stepMillis); step++) {
            while (vice == Vice.HANG && pass(20)) {
                // It never gets any further.
            }
        }
        drawing(false);
    }

    private String picture(JsonNode order) {
        int width = (order.path("width").intValue(0) + 63) / 64 * 64;
        int height = (order.path("height").intValue(0) + 63) / 64 * 64;
        byte[] picture = picture(width, height, order.path("seed").longValue(42));
        return Base64.getEncoder().encodeToString(picture);
    }
}
