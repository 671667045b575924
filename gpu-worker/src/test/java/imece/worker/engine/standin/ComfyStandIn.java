package imece.worker.engine.standin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Behaves like ComfyUI: a queue with ids, events to the socket whose client id the prompt names, a history that knows a prompt
 * only when it is over, and no word to the owner of a prompt that was deleted.
 */
public final class ComfyStandIn extends StandIn {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> SAMPLERS = List.of(
            "euler", "euler_ancestral", "heun", "dpm_2", "dpmpp_sde", "dpmpp_2m", "dpmpp_2m_sde", "ddim", "lcm");
    private static final List<String> SCHEDULERS = List.of("simple", "karras", "normal", "sgm_uniform");
    private static final List<String> NODES = List.of(
            "CheckpointLoaderSimple",
            "UNETLoader",
            "EmptyLatentImage",
            "CLIPTextEncode",
            "KSampler",
            "VAEDecode",
            "SaveImage");

    /** The form of the last picture that was uploaded to begin from. */
    public volatile String uploaded = "";

    private final WebSockets sockets = new WebSockets();
    private final LinkedBlockingQueue<ComfyPrompt> pending = new LinkedBlockingQueue<>();
    private final Map<String, Object> history = new ConcurrentHashMap<>();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private volatile ComfyPrompt running;
    private volatile boolean interrupted;
    private volatile String sampler = "";

    @Override
    public void open() {
        super.open();
        Thread.ofPlatform().daemon().name("stand-in-gpu").start(this::work);
    }

    @Override
    public List<String> checkpoints() {
        return List.of("tiny-a.safetensors", "tiny-b.safetensors");
    }

    @Override
    public String lastSampler() {
        return sampler;
    }

    @Override
    void answer(Exchange exchange) throws IOException {
        switch (exchange.path) {
            case "/ws" -> socket(exchange);
            case "/system_stats" -> exchange.json(200, Map.of("system", Map.of("comfyui_version", "stand-in")));
            case "/models/checkpoints" ->
                exchange.json(200, vice == Vice.CHECKPOINT_GONE ? checkpoints().subList(0, 1) : checkpoints());
            case "/models/loras" -> exchange.json(200, List.of(LORA + ".safetensors"));
            case "/upload/image" -> {
                uploaded = new String(exchange.body, StandardCharsets.ISO_8859_1);
                exchange.json(200, Map.of("name", "kept.png", "subfolder", "", "type", "input"));
            }
            case "/queue" -> queue(exchange);
            case "/prompt" -> prompt(exchange);
            case "/interrupt" -> {
                ComfyPrompt now = running;
                interrupted |= now != null
                        && exchange.json().path("prompt_id").stringValue("").equals(now.id());
                exchange.answer(200, "application/octet-stream", new byte[0]);
            }
            case "/view" -> {
                byte[] file = files.get(exchange.asked("filename"));
                exchange.answer(file == null ? 404 : 200, "image/png", file == null ? new byte[0] : file);
            }
            default -> other(exchange);
        }
    }

    private void other(Exchange exchange) throws IOException {
        String last = exchange.path.substring(exchange.path.lastIndexOf('/') + 1);
        if (exchange.path.startsWith("/history/")) {
            Object entry = history.get(last);
            exchange.json(200, entry == null ? Map.of() : Map.of(last, entry));
        } else if (exchange.path.startsWith("/object_info/")) {
            Object info = Map.of(last, Map.of("input", Map.of("required", inputs(last))));
            exchange.json(200, NODES.contains(last) ? info : Map.of());
        } else {
            exchange.text(404, "404: Not Found");
        }
    }

    /** What may stand in a node: lists as older versions tell them, and as newer ones do. */
    private Map<String, Object> inputs(String node) {
        return switch (node) {
            case "CheckpointLoaderSimple" -> Map.of("ckpt_name", List.of(checkpoints(), Map.of()));
            case "UNETLoader" ->
                Map.of("unet_name", List.of("COMBO", Map.of("options", List.of("flux1-schnell.safetensors"))));
            case "KSampler" ->
                Map.of("sampler_name", List.of(SAMPLERS, Map.of()), "scheduler", List.of(SCHEDULERS, Map.of()));
            default -> Map.of();
        };
    }

    private void socket(Exchange exchange) throws IOException {
        if (vice == Vice.NO_SOCKET) {
            exchange.text(403, "");
        } else {
            sockets.serve(exchange, exchange.asked("clientId"));
        }
    }

    private void queue(Exchange exchange) throws IOException {
        if (exchange.method.equals("POST")) {
            exchange.json()
                    .path("delete")
                    .forEach(id -> pending.removeIf(each -> each.id().equals(id.stringValue())));
            exchange.answer(200, "application/octet-stream", new byte[0]);
            return;
        }
        ComfyPrompt now = running;
        exchange.json(
                200,
                Map.of(
                        "queue_running",
                        now == null ? List.of() : List.of(List.of(0, now.id())),
                        "queue_pending",
                        pending.stream().map(each -> List.of(1, each.id())).toList()));
    }

    private void prompt(Exchange exchange) throws IOException {
        JsonNode order = exchange.json();
        generations.add(order);
        ComfyPrompt prompt = new ComfyPrompt(
                order.path("prompt_id").stringValue(), order.path("client_id").stringValue(), order.path("prompt"));
        switch (vice) {
            case BAD_REQUEST ->
                refuse(
                        exchange,
                        prompt,
                        "KSampler",
                        Map.of(
                                "type",
                                "value_bigger_than_max",
                                "message",
                                "Value 9999 bigger than max",
                                "details",
                                "steps"));
            case CHECKPOINT_GONE -> {
                String asked =
                        prompt.input("CheckpointLoaderSimple", "ckpt_name").stringValue("");
                refuse(
                        exchange,
                        prompt,
                        "CheckpointLoaderSimple",
                        Map.of(
                                "type",
                                "value_not_in_list",
                                "message",
                                "Value not in list",
                                "details",
                                "ckpt_name: '" + asked + "' not in ['other.safetensors']",
                                "extra_info",
                                Map.of("received_value", asked)));
            }
            case SERVER_ERROR -> exchange.text(500, "500 Internal Server Error");
            case GARBAGE -> exchange.text(200, "\u0000 this is no JSON");
            case PROXY_GIVES_UP -> {
                pending.add(prompt);
                exchange.text(504, "<html>Gateway Time-out</html>");
            }
            case CUT_OFF -> {
                pending.add(prompt);
                exchange.hangUp();
            }
            default -> {
                pending.add(prompt);
                exchange.json(200, Map.of("prompt_id", prompt.id(), "number", 1, "node_errors", Map.of()));
            }
        }
    }

    private static void refuse(Exchange exchange, ComfyPrompt prompt, String type, Map<String, Object> error)
            throws IOException {
        Object node = Map.of("errors", List.of(error), "class_type", type);
        exchange.json(
                400, Map.of("error", Map.of("message", "failed"), "node_errors", Map.of(prompt.node(type), node)));
    }

    private void work() {
        while (isOpen()) {
            try {
                ComfyPrompt next = pending.poll(50, java.util.concurrent.TimeUnit.MILLISECONDS);
                if (next != null) {
                    running = next;
                    interrupted = false;
                    drawing(true);
                    run(next);
                    drawing(false);
                    running = null;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void run(ComfyPrompt prompt) {
        if (vice == Vice.SLOW_LOAD) {
            pass(700);
        }
        say(prompt, "execution_start", Map.of());
        for (String node : List.of("CheckpointLoaderSimple", "CLIPTextEncode", "KSampler")) {
            say(prompt, "executing", Map.of("node", prompt.node(node)));
        }
        sampler = prompt.input("KSampler", "sampler_name").stringValue("");
        int steps = prompt.input("KSampler", "steps").intValue(20);
        for (int step = 1; step <= steps && !interrupted && pass(stepMillis); step++) {
            say(prompt, "progress", Map.of("value", step, "max", steps));
            preview(prompt, step);
            interrupted |= vice == Vice.HALF_PICTURE && step == steps / 2;
            if (vice == Vice.FORGETS_JOB && step == steps / 2) {
                return;
            }
            while (vice == Vice.HANG && pass(20)) {
                // It never gets any further, and hears no interrupt.
            }
        }
        end(prompt);
    }

    private void preview(ComfyPrompt prompt, int step) {
        if (vice == Vice.SILENT_SOCKET) {
            return;
        }
        byte[] jpeg =
                encoded(new java.awt.image.BufferedImage(64, 64, java.awt.image.BufferedImage.TYPE_INT_RGB), "jpg");
        int length = vice == Vice.HUGE_PREVIEW && step == 2 ? 50 << 20 : 8 + jpeg.length;
        sockets.binary(
                prompt.client(),
                ByteBuffer.allocate(length).putInt(1).putInt(1).put(jpeg).array());
    }

    private void end(ComfyPrompt prompt) {
        List<Object> messages = new ArrayList<>();
        Map<String, Object> outputs = new LinkedHashMap<>();
        String event = "execution_success";
        Map<String, Object> about = Map.of();
        if (interrupted) {
            event = "execution_interrupted";
        } else if (vice == Vice.OUT_OF_MEMORY) {
            event = "execution_error";
            about = Map.of(
                    "exception_type", "torch.OutOfMemoryError",
                    "exception_message", "Allocation on device\nThis error means you ran out of memory on your GPU.",
                    "node_type", "KSampler");
        } else if (vice == Vice.DISK_FULL) {
            event = "execution_error";
            about = Map.of(
                    "exception_type", "OSError",
                    "exception_message", "[Errno 28] No space left on device",
                    "node_type", "SaveImage");
        } else {
            say(prompt, "executing", Map.of("node", prompt.node("VAEDecode")));
            outputs.put("9", Map.of("images", save(prompt)));
        }
        messages.add(List.of(event, about));
        String status = event.equals("execution_success") ? "success" : "error";
        history.put(
                prompt.id(), Map.of("outputs", outputs, "status", Map.of("status_str", status, "messages", messages)));
        say(prompt, event, about);
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("node", null);
        say(prompt, "executing", nothing);
    }

    private List<Map<String, Object>> save(ComfyPrompt prompt) {
        String prefix = prompt.input("SaveImage", "filename_prefix").stringValue("");
        String name = vice == Vice.CACHED_PICTURE ? "an-older-job_00001_.png" : prefix + "_00001_.png";
        files.put(
                name,
                picture(
                        prompt.width(uploaded),
                        prompt.height(uploaded),
                        prompt.input("KSampler", "seed").longValue(0)));
        Map<String, Object> image = Map.of("filename", name, "subfolder", "", "type", "output");
        return vice == Vice.TWO_PICTURES ? List.of(image, image) : List.of(image);
    }

    private void say(ComfyPrompt prompt, String type, Map<String, Object> about) {
        if (vice != Vice.SILENT_SOCKET) {
            Map<String, Object> data = new LinkedHashMap<>(about);
            data.put("prompt_id", prompt.id());
            sockets.text(prompt.client(), JSON.writeValueAsString(Map.of("type", type, "data", data)));
        }
    }
}
