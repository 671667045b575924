package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When which process held which GPU, as its log lines tell; what was held at a kill ends with the next line. */
record GpuSpans(List<Span> spans) {

    private static final Pattern LINE = Pattern.compile(
            "^(\\d\\d:\\d\\d:\\d\\d\\.\\d{3}).*\\[GPU_LOCK] (acquired|released) gpu=(\\S+) job=(\\S+)(?: heldMs=(\\d+))?");

    /** From acquired to released, milliseconds of the day. */
    record Span(String gpu, String worker, String job, long from, long to) {}

    static GpuSpans of(List<Member> workers) {
        List<Span> spans = new ArrayList<>();
        for (Member worker : workers) {
            for (String line : worker.lines()) {
                Matcher found = LINE.matcher(line);
                if (found.find() && found.group(2).equals("released")) {
                    long to = LocalTime.parse(found.group(1)).toNanoOfDay() / 1_000_000;
                    long from = to - Long.parseLong(found.group(5));
                    spans.add(new Span(found.group(3), worker.name(), found.group(4), from, to));
                }
            }
        }
        return new GpuSpans(spans);
    }

    /** I2; a log line is written a moment after the fact. */
    void assertNoOverlap() {
        long tolerance = 3;
        List<Span> sorted = spans.stream()
                .sorted(Comparator.comparing(Span::gpu).thenComparingLong(Span::from))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            Span before = sorted.get(i - 1);
            Span next = sorted.get(i);
            if (before.gpu().equals(next.gpu())) {
                assertThat(next.from()).as("%s then %s", before, next).isGreaterThanOrEqualTo(before.to() - tolerance);
            }
        }
    }
}
