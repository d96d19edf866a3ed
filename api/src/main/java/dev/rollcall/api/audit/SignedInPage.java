package dev.rollcall.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.query.history.PastSession;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was signed in at a moment.
 *
 * @param settled whether this will always be the answer; if not, events may be missing that are not committed, not in
 *     the history, or not recorded yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignedInPage(
        Instant at,
        boolean settled,
        HistoryFreshness history,
        List<PastSession> sessions,
        @Nullable String next) {}
