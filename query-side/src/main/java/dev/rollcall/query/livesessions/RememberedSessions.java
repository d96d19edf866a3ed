package dev.rollcall.query.livesessions;

import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sessions that are live, and the ended ones whose tokens are still told why. */
@Component
public class RememberedSessions {

    /** The first 48 bits of a session id are its time, so the primary keys answer. */
    private static final String ANY_BEFORE = """
            SELECT EXISTS (SELECT 1 FROM live_session WHERE session_id < :first)
                OR EXISTS (SELECT 1 FROM ended_session WHERE session_id < :first)
            """;

    private static final int BITS_AFTER_TIME = 16;

    private final JdbcClient jdbc;

    RememberedSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether there is a session that began before a time, to the millisecond. */
    public boolean anyBegunBefore(Instant time) {
        return jdbc.sql(ANY_BEFORE)
                .param("first", new UUID(time.toEpochMilli() << BITS_AFTER_TIME, 0))
                .query(Boolean.class)
                .single();
    }
}
