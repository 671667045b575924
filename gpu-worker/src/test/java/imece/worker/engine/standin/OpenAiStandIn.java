package imece.worker.engine.standin;

import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Behaves like a server of OpenAI's image API that wants a token; its pictures come as base64 or by address. */
public final class OpenAiStandIn extends StandIn {
    private final boolean byAddress;
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger mostAtWork = new AtomicInteger();

    /** A server that hands out pictures as base64, or by address. */
    public OpenAiStandIn(boolean byAddress) {
        this.byAddress = byAddress;
    }

    /** How many pictures it has drawn at once, at most. */
    public int mostAtWork() {
        return mostAtWork.get();
    }

    @Override
    public List<String> checkpoints() {
        return List.of("painter-1", "painter-2");
    }

    @Override
    public String lastSampler() {
        return "";
    }

    @Override
    void answer(Exchange exchange) throws IOException {
        switch (exchange.path) {
            case "/v1/models" ->
                exchange.json(
                        200,
                        Map.of(
                                "data",
                                checkpoints().stream()
                                        .map(id -> Map.of("id", id))
                                        .toList()));
            case "/v1/images/generations" -> generate(exchange);
            case "/files/picture.png" -> exchange.answer(200, "image/png", picture(128, 64, 1));
            default -> exchange.json(404, Map.of("error", Map.of("message", "no such path")));
        }
    }

    private void generate(Exchange exchange) throws IOException {
        JsonNode order = exchange.json();
        generations.add(order);
        switch (vice) {
            case BAD_REQUEST -> exchange.json(400, Map.of("error", Map.of("message", "Your prompt was rejected.")));
            case CHECKPOINT_GONE ->
                exchange.json(
                        404,
                        Map.of("error", Map.of("message", "The model does not exist.", "code", "model_not_found")));
            case SERVER_ERROR -> exchange.text(500, "<html>");
            case PROXY_GIVES_UP -> {
                drawing(true);
                exchange.text(504, "<html>Gateway Time-out</html>");
                draw(exchange, order);
            }
            case GARBAGE -> exchange.text(200, "\u0000 this is no JSON");
            case CUT_OFF -> {
                drawing(true);
                exchange.hangUp();
                draw(exchange, order);
            }
            default -> draw(exchange, order);
        }
    }

    private void draw(Exchange exchange, JsonNode order) throws IOException {
        drawing(true);
        mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
        for (int step = 0; step < 8 && pass(stepMillis); step++) {
            while (vice == Vice.HANG && pass(20)) {
                // It never gets any further.
            }
        }
        drawing(atWork.decrementAndGet() > 0);
        if (vice == Vice.LOSES_ANSWER) {
            keepSilent();
        }
        String[] size = order.path("size").stringValue("").split("x", -1);
        byte[] picture = picture(Integer.parseInt(size[0]), Integer.parseInt(size[1]), 1);
        Map<String, String> entry = byAddress
                ? Map.of("url", url() + "/files/picture.png")
                : Map.of("b64_json", Base64.getEncoder().encodeToString(picture));
        exchange.json(200, Map.of("data", Collections.nCopies(vice == Vice.TWO_PICTURES ? 2 : 1, entry)));
    }
}
