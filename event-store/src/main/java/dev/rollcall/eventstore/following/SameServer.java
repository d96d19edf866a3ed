package dev.rollcall.eventstore.following;

import dev.rollcall.eventstore.EventRange;
import dev.rollcall.eventstore.ServerIncarnation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads on from a position for as long as the server answers that was there at the beginning. Another one may lack the
 * last events, and give their numbers to others, which would be passed over. For one thread.
 */
class SameServer {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LostEvents lost;
    private final long position;

    private @Nullable ServerIncarnation server;

    /** @param position the global index of the last event that was read */
    SameServer(JdbcTemplate jdbc, TransactionTemplate transaction, LostEvents lost, long position) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.lost = lost;
        this.position = position;
    }

    /**
     * @param read all on one connection
     * @throws IllegalStateException if another server answers, or the event at the position is gone: to be followed by
     *     beginning anew from the position that the database has
     */
    <T> @Nullable T answer(Supplier<T> read) {
        return transaction.execute(status -> {
            ServerIncarnation now = ServerIncarnation.of(jdbc);
            if (server == null) {
                lost.require(position, EventRange.last(jdbc));
                server = now;
            }
            if (!server.equals(now)) {
                throw new IllegalStateException("The database server was replaced by another one; reading begins anew");
            }
            return read.get();
        });
    }
}
