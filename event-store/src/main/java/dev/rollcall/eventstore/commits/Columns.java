package dev.rollcall.eventstore.commits;

import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns rows into arrays, one for each column, with which one statement writes all of them: {@code unnest(…)}. */
public final class Columns {

    private Columns() {}

    public static <T> UUID[] uuids(Collection<T> rows, Function<T, @Nullable UUID> uuid) {
        return rows.stream().map(uuid).toArray(UUID[]::new);
    }

    /** Also for times, which PostgreSQL reads as texts. */
    public static <T> String[] texts(Collection<T> rows, Function<T, ? extends @Nullable Object> text) {
        return rows.stream()
                .map(text)
                .map(value -> value == null ? null : value.toString())
                .toArray(String[]::new);
    }
}
