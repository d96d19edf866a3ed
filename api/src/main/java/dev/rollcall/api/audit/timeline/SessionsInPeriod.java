package dev.rollcall.api.audit.timeline;

import dev.rollcall.api.audit.HistoryFreshness;
import dev.rollcall.query.history.PastSession;
import java.time.Instant;
import java.util.List;

/**
 * The sessions of a user that were live at some time in a period.
 *
 * @param from when the period begins; later than was asked for if it has too many sessions
 * @param to exclusive
 * @param sessions newest first
 * @param more whether older sessions started in the period that was asked for
 * @param complete false if more sessions were live when the period began than are listed
 */
public record SessionsInPeriod(
        Instant from,
        Instant to,
        HistoryFreshness history,
        List<PastSession> sessions,
        boolean more,
        boolean complete) {}
