package dev.rollcall.query.processing;

import dev.rollcall.eventstore.ProcessingGroups;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The positions of all who follow the events. */
public final class FollowerPositions {

    private static final String MOVE_BACK = """
            UPDATE token_entry SET token = convert_to('{"index":' || :globalIndex || ',"gaps":[]}', 'UTF8')
            WHERE processor_name <> :history AND (convert_from(token, 'UTF8')::jsonb ->> 'index')::bigint > :globalIndex
            """;

    private FollowerPositions() {}

    /**
     * Moves followers back that have handled events which no longer exist. Otherwise they would skip new events that get
     * the same global indexes. The session history is left out: it contains the lost events, and has to be read anew.
     */
    public static void moveBack(JdbcClient jdbc, long globalIndex) {
        jdbc.sql(MOVE_BACK)
                .param("globalIndex", globalIndex)
                .param("history", ProcessingGroups.SESSION_HISTORY)
                .update();
    }
}
