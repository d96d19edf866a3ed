package dev.rollcall.api.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How complete the history was when it was queried.
 *
 * @param asOf the answer includes everything that was committed up to this time; null if no such time is known
 * @param processed the global index of the last event in the history
 * @param head the global index of the last stored event
 * @param behind how many events up to the head are missing; 0 unless the history has fallen behind
 */
@Schema(name = "HistoryState")
public record HistoryFreshness(@Nullable Instant asOf, long processed, long head, long behind) {}
