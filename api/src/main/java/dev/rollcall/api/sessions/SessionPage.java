package dev.rollcall.api.sessions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.input.CursorPage;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.LiveSessions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of sessions, newest first.
 *
 * @param next the cursor of the next page; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionPage(
        List<SessionView> sessions, @Nullable String next) {

    /** Reads a page by keyset: the cursor is the id of the last session seen, so no session is repeated or skipped. */
    public static SessionPage read(
            LiveSessions sessions, UserId user, Caller caller, int limit, @Nullable String cursor) {
        SessionId olderThan = parse(cursor);
        CursorPage<LiveSession> page = CursorPage.read(
                limit,
                number -> sessions.ofUser(user, olderThan, number),
                session -> session.sessionId().value());
        return new SessionPage(
                page.entries().stream()
                        .map(session -> SessionView.of(session, caller.sessionId()))
                        .toList(),
                page.next());
    }

    /** @return the id of the last session on the page before; null on the first page */
    public static @Nullable SessionId parse(@Nullable String cursor) {
        return cursor == null ? null : SessionId.parse(cursor).orElseThrow(CursorPage::invalidCursor);
    }
}
