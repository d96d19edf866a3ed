package dev.rollcall.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.query.history.PastSession;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was signed in at a given time.
 *
 * @param settled whether this answer is final; if not, events may be missing that are not yet recorded, committed or in
 *     the history
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignedInPage(
        Instant at,
        boolean settled,
        HistoryFreshness history,
        List<PastSession> sessions,
        @Nullable String next) {}
