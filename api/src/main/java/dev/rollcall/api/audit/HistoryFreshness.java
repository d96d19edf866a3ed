package dev.rollcall.api.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of what happened the history held when it was asked.
 *
 * @param asOf everything that was committed up to then is in the answer; null if that is nothing
 * @param processed the index of the last event that is
 * @param head the index of the last event that there was
 * @param behind how many events up to the head are missing; 0 unless the history has fallen behind
 */
@Schema(name = "HistoryState")
public record HistoryFreshness(@Nullable Instant asOf, long processed, long head, long behind) {}
