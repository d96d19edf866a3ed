package dev.rollcall.api.web.input;

import dev.rollcall.api.web.problem.Problem;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, read by keyset pagination.
 *
 * @param entries the entries of this page
 * @param next the cursor of the next page, made from the last entry of this one; null on the last page
 */
public record CursorPage<T>(List<T> entries, @Nullable String next) {

    public static final String DEFAULT_LIMIT = "50";
    public static final int MAX_LIMIT = 200;

    /** Returns the problem of a cursor that no page has returned. */
    public static Problem invalidCursor() {
        return Problem.invalid("cursor", "must be the `next` of an earlier page");
    }

    /**
     * Reads one entry more than fits on the page, to find out whether there is another page.
     *
     * @param read reads up to the given number of entries
     */
    public static <T> CursorPage<T> read(int limit, Function<Integer, List<T>> read, Function<T, String> cursor) {
        List<T> oneMore = read.apply(limit + 1);
        return oneMore.size() > limit
                ? new CursorPage<>(oneMore.subList(0, limit), cursor.apply(oneMore.get(limit - 1)))
                : new CursorPage<>(oneMore, null);
    }
}
