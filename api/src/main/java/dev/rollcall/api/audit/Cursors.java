package dev.rollcall.api.audit;

import dev.rollcall.api.web.input.CursorPage;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory.Place;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cursors name the last entry of a page, so that entries that are added later do not shift the next page. */
public final class Cursors {

    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,17}");

    private static final String SEPARATOR = "_";

    private Cursors() {}

    /** @return the number in the cursor, or {@code first} if there is no cursor */
    public static long number(@Nullable String cursor, long first) {
        if (cursor == null) {
            return first;
        }
        if (!NUMBER.matcher(cursor).matches()) {
            throw CursorPage.invalidCursor();
        }
        return Long.parseLong(cursor);
    }

    static String of(PastSession session) {
        return session.startedAt() + SEPARATOR + session.sessionId();
    }

    static @Nullable Place place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        String[] parts = cursor.split(SEPARATOR, 2);
        if (parts.length != 2) {
            throw CursorPage.invalidCursor();
        }
        try {
            return new Place(Instant.parse(parts[0]), SessionId.parse(parts[1]).orElseThrow(CursorPage::invalidCursor));
        } catch (DateTimeException noTime) {
            throw CursorPage.invalidCursor();
        }
    }
}
