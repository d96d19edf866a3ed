package dev.rollcall.eventstore;

import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which PostgreSQL answers: which database cluster, on which timeline, since which start. Another one may lack what the
 * one before has told, if it is a standby that lagged or a restored copy, and give the same numbers to something else:
 * whoever remembers what a server told has to forget it when another one answers. An incarnation that is gone never
 * comes back. A server that recovers from a crash without a new start of its postmaster is the same one, but closes all
 * connections.
 */
public record ServerIncarnation(String name) {

    /** Any role may ask (PostgreSQL 15 to 18). A standby has no position to write at. */
    private static final String SELECT = """
            SELECT (SELECT system_identifier FROM pg_control_system()) || ' '
                   || CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END
                   || ' ' || extract(epoch FROM pg_postmaster_start_time())
            """;

    /** @param jdbc in the transaction in which something is read, or on a connection of its own: others may lead elsewhere */
    public static ServerIncarnation of(JdbcTemplate jdbc) {
        return new ServerIncarnation(Objects.requireNonNull(jdbc.queryForObject(SELECT, String.class)));
    }
}
