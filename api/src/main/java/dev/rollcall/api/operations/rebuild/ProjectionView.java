package dev.rollcall.api.operations.rebuild;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A read model.
 *
 * @param rows exactly up to 1,000; beyond that, about as many as there are
 * @param eventsBehind how many events are not in the table yet
 * @param lastRebuild the one that was asked for last, if any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProjectionView(
        String name,
        String table,
        long rows,
        long eventsBehind,
        @Nullable RebuildView lastRebuild) {}
