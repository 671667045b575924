package imece.gateway.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param items of this part
 * @param next goes into {@code before} for the part that follows; null = this was the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /** The page of rows of which one more than the limit was read, to see whether there is a next one. */
    public static <R> Page<R> of(List<R> oneMore, int limit, Function<R, String> cursor) {
        return oneMore.size() <= limit
                ? new Page<>(oneMore, null)
                : new Page<>(oneMore.subList(0, limit), cursor.apply(oneMore.get(limit - 1)));
    }
}
