package imece.simulator;

import imece.gateway.turn.SizeClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Requests in the order in which they came.
 *
 * @param requests them
 */
record Trace(List<Request> requests) {

    private static final DateTimeFormatter CREATED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** The trace does not say how large pictures are: all count as equally large. */
    private static final long PIXELS = 512L * 512;

    private static final int LIGHT = 5;
    private static final int HEAVY = 20;

    Trace {
        requests = List.copyOf(requests);
    }

    /**
     * Reads the table of requests (docs/scheduling.md says which), as it is or packed by gzip.
     *
     * @throws IOException if the file is not there, or is another table
     */
    static Trace read(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            String head = lines.readLine();
            if (head == null) {
                throw new IOException(file + " is empty, but must be the table of requests.");
            }
            Columns columns = Columns.of(head, file);
            List<Request> requests = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                requests.add(columns.request(line.split(",", -1), file, requests.size() + 2));
            }
            requests.sort(Comparator.comparingLong(Request::arrival));
            return new Trace(requests).from(0);
        }
    }

    private record Columns(Map<String, Integer> at) {

        private static final List<String> NEEDED = List.of(
                "gmt_create",
                "exec_time_seconds",
                "groupId",
                "num_images_per_prompt",
                "num_inference_steps",
                "checkpoint_model_version_id");

        static Columns of(String head, Path file) throws IOException {
            Map<String, Integer> at = new HashMap<>();
            String[] names = head.split(",", -1);
            for (int i = 0; i < names.length; i++) {
                at.put(names[i].strip(), i);
            }
            for (String needed : NEEDED) {
                if (!at.containsKey(needed)) {
                    throw new IOException(file + " has no column " + needed + ", which the table of requests has.");
                }
            }
            return new Columns(at);
        }

        Request request(String[] cells, Path file, int line) throws IOException {
            try {
                long created = LocalDateTime.parse(cell(cells, "gmt_create"), CREATED)
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
                double pictures = number(cell(cells, "num_images_per_prompt"), 1);
                double steps = number(cell(cells, "num_inference_steps"), 30);
                double run = number(cell(cells, "exec_time_seconds"), 0);
                return new Request(
                        created,
                        cell(cells, "groupId"),
                        cell(cells, "checkpoint_model_version_id"),
                        SizeClass.of(Math.round(steps * pictures), PIXELS),
                        Math.round(run * 1000));
            } catch (RuntimeException e) {
                throw new IOException("Line " + line + " of " + file + " is no request: " + e.getMessage(), e);
            }
        }

        private String cell(String[] cells, String name) {
            return cells[at.getOrDefault(name, 0)];
        }

        private static double number(String text, double otherwise) {
            return text.isEmpty() ? otherwise : Double.parseDouble(text);
        }
    }

    private Trace from(long begin) {
        long first = requests.isEmpty() ? 0 : requests.getFirst().arrival();
        return changed(request -> request.at(request.arrival() - first + begin));
    }

    /** Each request made another one. */
    Trace changed(UnaryOperator<Request> change) {
        return new Trace(requests.stream().map(change).toList());
    }

    /**
     * The same requests, closer together or further apart.
     *
     * @param utilisation so much of the time of all slots is spent with runs; loads come on top
     */
    Trace utilising(int slots, double utilisation) {
        double span = requests.getLast().arrival() - requests.getFirst().arrival();
        double factor = work() / (slots * utilisation * span);
        return changed(request -> request.at(Math.round(request.arrival() * factor)));
    }

    /** All runs together, in GPU-milliseconds. */
    long work() {
        return requests.stream().mapToLong(Request::run).sum();
    }

    /** Owners with few jobs. */
    Set<String> light() {
        return requests.stream()
                .collect(Collectors.groupingBy(Request::owner, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(owner -> owner.getValue() <= LIGHT)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The owners with most GPU time. */
    Set<String> heavy() {
        return byWork().stream().limit(HEAVY).collect(Collectors.toSet());
    }

    /** All owners, the one with most GPU time first. */
    List<String> byWork() {
        return requests.stream()
                .collect(Collectors.groupingBy(Request::owner, Collectors.summingLong(Request::run)))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
