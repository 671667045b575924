package imece.worker.engine.standin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Behaves like the web UI's {@code /sdapi/v1}: one run at a time, a progress that does not say whose, an interrupt that hits
 * whatever runs and is forgotten when a run begins, and 200 for unknown checkpoints and samplers.
 */
public final class ForgeStandIn extends StandIn {
    private static final List<String> SAMPLERS = List.of(
            "Euler", "Euler a", "Heun", "DPM2", "DPM++ 2M", "DPM++ 2M SDE", "DPM++ SDE", "DDIM", "UniPC", "LCM");
    private static final List<String> SCHEDULERS =
            List.of("Automatic", "Karras", "Exponential", "SGM Uniform", "Simple", "Normal", "DDIM");

    private final Object queue = new Object();
    private final Set<String> tasks = ConcurrentHashMap.newKeySet();

    /** Whether it was started with its web pages, and can tell about single tasks. */
    public volatile boolean webPages;

    private volatile String checkpoint = "tiny-a";
    private volatile String sampler = "Euler";
    private volatile String job = "";
    private volatile int jobs;
    private volatile int step;
    private volatile int steps;
    private volatile boolean interrupted;

    @Override
    public List<String> checkpoints() {
        return List.of("tiny-a.safetensors", "tiny-b.safetensors");
    }

    @Override
    public String lastSampler() {
        return sampler;
    }

    /** Somebody presses the button on the engine's own page. */
    public void interruptBySomebody() {
        interrupted = true;
    }

    /** Somebody has begun a picture on the engine's own page. */
    public void drawForSomebody() {
        jobs = 1;
        job = "txt2img";
    }

    @Override
    void answer(Exchange exchange) throws IOException {
        switch (exchange.path) {
            case "/sdapi/v1/sd-models" ->
                exchange.json(
                        200, checkpoints().stream().map(ForgeStandIn::model).toList());
            case "/sdapi/v1/samplers" ->
                exchange.json(
                        200, SAMPLERS.stream().map(name -> Map.of("name", name)).toList());
            case "/sdapi/v1/schedulers" ->
                exchange.json(
                        200,
                        SCHEDULERS.stream()
                                .map(label -> Map.of("name", label.toLowerCase(Locale.ROOT), "label", label))
                                .toList());
            case "/sdapi/v1/options" ->
                exchange.json(200, Map.of("sd_model_checkpoint", checkpoint + ".safetensors [0abc0def00]"));
            case "/sdapi/v1/progress" -> progress(exchange);
            case "/sdapi/v1/interrupt" -> {
                interrupted = true;
                exchange.json(200, Map.of());
            }
            case "/internal/progress" -> task(exchange);
            case "/sdapi/v1/loras" -> exchange.json(200, List.of(Map.of("name", LORA), Map.of("name", "bad:name")));
            case "/sdapi/v1/txt2img" -> generate(exchange);
            case "/sdapi/v1/img2img" -> {
                if (exchange.json().path("init_images").isEmpty()) {
                    exchange.json(404, Map.of("detail", "Init image not found"));
                } else {
                    generate(exchange);
                }
            }
            default -> exchange.json(404, Map.of("detail", "Not Found"));
        }
    }

    private void task(Exchange exchange) throws IOException {
        if (webPages) {
            boolean active = tasks.contains(exchange.json().path("id_task").stringValue(""));
            exchange.json(200, Map.of("active", active, "queued", false, "completed", !active));
        } else {
            exchange.json(404, Map.of("detail", "Not Found"));
        }
    }

    private static Map<String, Object> model(String file) {
        String name = file.replace(".safetensors", "");
        return Map.of("title", file + " [0abc0def00]", "model_name", name, "filename", "/models/" + file);
    }

    private void progress(Exchange exchange) throws IOException {
        Map<String, Object> state = Map.of(
                "job", job,
                "job_count", jobs,
                "job_no", 0,
                "sampling_step", step,
                "sampling_steps", steps,
                "interrupted", interrupted);
        Map<String, Object> answer = new LinkedHashMap<>(Map.of("progress", jobs == 0 ? 0.0 : 0.5, "state", state));
        boolean image = step > 0 && exchange.asked("skip_current_image").equals("false");
        answer.put("current_image", image ? preview() : null);
        exchange.json(200, answer);
    }

    private String preview() {
        return vice == Vice.HUGE_PREVIEW
                ? "A".repeat(50 << 20)
                : Base64.getEncoder().encodeToString(picture(64, 64, step));
    }

    private void generate(Exchange exchange) throws IOException {
        JsonNode order = exchange.json();
        generations.add(order);
        switch (vice) {
            case BAD_REQUEST -> {
                exchange.json(
                        422, Map.of("detail", List.of(Map.of("loc", List.of("body", "width"), "msg", "too wide"))));
                return;
            }
            case SERVER_ERROR -> {
                exchange.text(500, "<html>Internal Server Error</html>");
                return;
            }
            case GARBAGE -> {
                exchange.text(200, "\u0000 this is no JSON");
                return;
            }
            default -> {}
        }
        synchronized (queue) {
            tasks.add(order.path("force_task_id").stringValue(""));
            if (vice == Vice.CUT_OFF) {
                exchange.hangUp();
            }
            if (vice == Vice.PROXY_GIVES_UP) {
                exchange.text(504, "<html>Gateway Time-out</html>");
            }
            draw(order);
        }
        tasks.clear();
        if (vice == Vice.LOSES_ANSWER) {
            keepSilent();
        } else if (vice == Vice.OUT_OF_MEMORY) {
            exchange.json(500, Map.of("error", "OutOfMemoryError", "message", "CUDA out of memory. Tried to allocate"));
        } else if (vice == Vice.DISK_FULL) {
            exchange.json(500, Map.of("error", "OSError", "message", "[Errno 28] No space left on device"));
        } else if (vice != Vice.CUT_OFF && vice != Vice.PROXY_GIVES_UP) {
            exchange.json(200, result(order));
        }
    }

    private void draw(JsonNode order) {
        job = "scripts_txt2img";
        jobs = -1;
        step = 0;
        steps = 0;
        interrupted = false;
        drawing(true);
        load(order.path("override_settings").path("sd_model_checkpoint").stringValue(""));
        String wanted = order.path("sampler_name").stringValue("");
        sampler = vice == Vice.OTHER_SAMPLER || !SAMPLERS.contains(wanted) ? "LMS" : wanted;
        jobs = 1;
        steps = order.path("steps").intValue(20);
        for (int i = 0; i < steps && !interrupted && pass(stepMillis); i++) {
            step = i;
            if (vice == Vice.HALF_PICTURE && step == steps / 2) {
                interrupted = true;
            }
            if (vice == Vice.OUT_OF_MEMORY && step == 2) {
                break;
            }
            while (vice == Vice.HANG && pass(20)) {
                // It never gets any further, and hears no interrupt.
            }
        }
        drawing(false);
        jobs = 0;
        job = "";
    }

    private void load(String wanted) {
        String name = wanted.replace(".safetensors", "");
        if (vice == Vice.SLOW_LOAD) {
            pass(400);
        }
        boolean known = checkpoints().contains(name + ".safetensors");
        if (vice == Vice.OTHER_CHECKPOINT) {
            checkpoint = name.equals("tiny-a") ? "tiny-b" : "tiny-a";
        } else if (known && vice != Vice.CHECKPOINT_GONE) {
            checkpoint = name;
        }
    }

    private Map<String, Object> result(JsonNode order) {
        byte[] picture = picture(
                order.path("width").intValue(512),
                order.path("height").intValue(512),
                order.path("seed").longValue(0));
        List<String> images = new ArrayList<>(List.of(Base64.getEncoder().encodeToString(picture)));
        if (vice == Vice.TWO_PICTURES) {
            images.add(images.getFirst());
        }
        Map<String, Object> info = Map.of(
                "seed",
                order.path("seed").longValue(0),
                "sampler_name",
                sampler,
                "sd_model_name",
                checkpoint,
                "index_of_first_image",
                0);
        return Map.of("images", images, "info", JsonMapper.shared().writeValueAsString(info));
    }
}
