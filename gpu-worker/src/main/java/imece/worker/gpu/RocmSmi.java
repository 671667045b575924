package imece.worker.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code rocm-smi} says: a JSON object with one member for each card. Its versions differ in the case of their words. */
final class RocmSmi {

    static final List<String> COMMAND = List.of(
            "rocm-smi",
            "--showuniqueid",
            "--showproductname",
            "--showmeminfo",
            "vram",
            "--showuse",
            "--showtemp",
            "--json");

    private static final Pattern CARD = Pattern.compile("card(\\d{1,4})");
    private static final long MIB = 1 << 20;

    private RocmSmi() {}

    /** Warnings that stand before the object are passed over, and so is everything that is no card. */
    static List<GpuReading> parse(String said) {
        int begin = said.indexOf('{');
        if (begin < 0) {
            return List.of();
        }
        List<GpuReading> readings = new ArrayList<>();
        try {
            JsonMapper.shared().readTree(said.substring(begin)).forEachEntry((name, card) -> {
                Matcher number = CARD.matcher(name);
                if (number.matches() && card.isObject()) {
                    readings.add(reading(Integer.parseInt(number.group(1)), words(card)));
                }
            });
        } catch (JacksonException garbage) {
            return List.of();
        }
        return List.copyOf(readings);
    }

    private static GpuReading reading(int index, Map<String, String> card) {
        // Cards without an id of their own, as those inside processors, go by their number.
        String id = told(card, "unique id", "rocm-card" + index);
        String name = told(card, "card series", told(card, "device name", told(card, "card model", id)));
        Long total = number(card.get("vram total memory (b)"));
        Long used = number(card.get("vram total used memory (b)"));
        GpuFigures figures = new GpuFigures(
                total == null ? null : Math.toIntExact(Math.min(Integer.MAX_VALUE, total / MIB)),
                used == null ? null : Math.toIntExact(Math.min(Integer.MAX_VALUE, used / MIB)),
                small(card.get("gpu use (%)")),
                small(card.getOrDefault(
                        "temperature (sensor edge) (c)", card.getOrDefault("temperature (sensor junction) (c)", ""))));
        return new GpuReading(
                index, new Gpu(id, name), figures, Map.of("HIP_VISIBLE_DEVICES", Integer.toString(index)));
    }

    private static Map<String, String> words(JsonNode card) {
        Map<String, String> words = new TreeMap<>();
        card.forEachEntry((name, value) -> words.put(
                name.strip().toLowerCase(Locale.ROOT), value.asString("").strip()));
        return words;
    }

    private static String told(Map<String, String> card, String word, String otherwise) {
        String value = card.getOrDefault(word, "");
        return value.isEmpty() || value.equalsIgnoreCase("n/a") ? otherwise : value;
    }

    private static @Nullable Integer small(@Nullable String value) {
        Long number = number(value);
        return number == null || Math.abs(number) > 10_000 ? null : Math.toIntExact(number);
    }

    /** Whole part of a decimal number; null for what is none. */
    private static @Nullable Long number(@Nullable String value) {
        if (value == null || !value.matches("-?\\d{1,18}(\\.\\d*)?")) {
            return null;
        }
        return Long.valueOf(value.replaceAll("\\..*", ""));
    }
}
