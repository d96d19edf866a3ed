package dev.rollcall.api.operations.rebuild;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A read model.
 *
 * @param rows the exact number up to 1,000, beyond that an estimate
 * @param eventsBehind how many events are not in the table yet
 * @param lastRebuild the rebuild that was requested last; null if there was none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProjectionView(
        String name,
        String table,
        long rows,
        long eventsBehind,
        @Nullable RebuildView lastRebuild) {}
