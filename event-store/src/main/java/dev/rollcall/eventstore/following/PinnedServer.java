package dev.rollcall.eventstore.following;

import dev.rollcall.eventstore.positions.EventRange;
import dev.rollcall.eventstore.positions.ServerIncarnation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads on from a position while the same server answers. Another server may lack the last events and give their global
 * indexes to new ones, which would be skipped. For use by one thread.
 */
class PinnedServer {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final PositionCheck check;
    private final long position;

    private @Nullable ServerIncarnation server;

    /** @param position the global index of the last event that was read */
    PinnedServer(JdbcClient jdbc, TransactionTemplate transaction, PositionCheck check, long position) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.check = check;
        this.position = position;
    }

    /**
     * Runs a query in a transaction, after checking the server.
     *
     * @param read must use only the connection of that transaction
     * @throws IllegalStateException if another server answers, or the event at the position is gone; the caller must
     *     then start again from the position in the database
     */
    <T> @Nullable T query(Supplier<T> read) {
        return transaction.execute(status -> {
            ServerIncarnation now = ServerIncarnation.of(jdbc);
            if (server == null) {
                check.requireNotAhead(position, EventRange.last(jdbc));
                server = now;
            }
            if (!server.equals(now)) {
                throw new IllegalStateException("The database server was replaced by another one; reading starts over");
            }
            return read.get();
        });
    }
}
