package imece.local.doctor;

import java.util.Locale;

/** Sizes as people read them. */
final class Sizes {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private Sizes() {}

    static String of(long bytes) {
        return bytes < GIB
                ? "%d MiB".formatted(bytes / MIB)
                : String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
    }
}
