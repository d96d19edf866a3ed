package dev.rollcall.eventstore.continuity;

import dev.rollcall.eventstore.clock.ServerClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Verifies that a server has everything that this node has seen committed. A standby that lagged when it was promoted,
 * and a restored backup, lack the last commits: sessions that have ended would be live again, and the log would be
 * shorter than what was signed. The first node that notices records it, so that all nodes refuse to serve until an
 * operator accepts the loss.
 *
 * <p>After an operator has accepted a loss, whatever was seen before may be missing.
 */
@Component
public class HistoryContinuity {

    private final LostHistory lost;
    private final List<HistoryWitness> witnesses;
    private final SeenEvents seenEvents;
    private final SeenHistoryFile file;
    private final ServerClock clock;

    HistoryContinuity(
            LostHistory lost,
            List<HistoryWitness> witnesses,
            SeenEvents seenEvents,
            SeenHistoryFile file,
            ServerClock clock) {
        this.lost = lost;
        this.witnesses = List.copyOf(witnesses);
        this.seenEvents = seenEvents;
        this.file = file;
        this.clock = clock;
        file.read(saved -> witnesses.forEach(witness -> witness.restore(saved)));
    }

    /**
     * Verifies the server of a connection that nothing has used yet.
     *
     * @throws HistoryLost if the server lacks something, or a node has recorded a loss there that is not accepted
     * @throws SQLException if the server is a standby, or fails
     */
    void verify(Connection connection) throws SQLException {
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        try {
            verify(jdbc);
        } catch (BadSqlGrammarException noTables) {
            requireNothingSeen();
        } catch (DataAccessException failure) {
            throw failure.getMostSpecificCause() instanceof SQLException cause
                    ? cause
                    : new SQLTransientConnectionException("Cannot verify the server", failure);
        }
    }

    private void verify(JdbcClient jdbc) throws SQLException {
        HistoryRecord.State state = read(jdbc);
        requireServing(state);
        List<HistoryWitness.Missing> missing = witnesses.stream()
                .flatMap(witness -> witness.missing(jdbc).stream())
                .toList();
        for (HistoryWitness.Missing each : missing) {
            requireAccepted(jdbc, state, each);
        }
        if (!missing.isEmpty()) {
            witnesses.forEach(HistoryWitness::forget);
        }
        lost.found(state.epoch());
    }

    /**
     * Takes note of the newest event, of the time, and of a loss that another node has recorded.
     *
     * @param connection to the primary
     * @throws DataAccessResourceFailureException if a loss was recorded and not accepted
     */
    public void look(DataSource connection) {
        HistoryRecord.State state = read(JdbcClient.create(connection));
        try {
            requireServing(state);
        } catch (SQLException refused) {
            throw new DataAccessResourceFailureException(String.valueOf(refused.getMessage()), refused);
        }
        lost.read(state.epoch());
        if (state.id() != null) {
            seenEvents.see(state.globalIndex(), state.id());
        }
    }

    private HistoryRecord.State read(JdbcClient jdbc) {
        return clock.read(() -> HistoryRecord.read(jdbc), HistoryRecord.State::timeOfPrimary);
    }

    private void requireServing(HistoryRecord.State state) throws SQLException {
        if (state.isStandby()) {
            throw new SQLTransientConnectionException("Connected to a standby, which may be behind");
        }
        if (state.open() != null) {
            throw lost.lost(state.open());
        }
    }

    private void requireAccepted(JdbcClient jdbc, HistoryRecord.State state, HistoryWitness.Missing missing)
            throws HistoryLost {
        if (state.epoch() <= missing.epoch() && !HistoryRecord.isAccepted(jdbc, missing)) {
            HistoryRecord.report(jdbc, missing);
            throw lost.lost(missing.text());
        }
    }

    /** The tables are created by the first node that starts with an empty database. */
    private void requireNothingSeen() throws HistoryLost {
        if (!seen().isEmpty()) {
            throw lost.lost("the tables of events");
        }
    }

    private Properties seen() {
        Properties seen = new Properties();
        witnesses.forEach(witness -> witness.save(seen));
        return seen;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void save() {
        file.write(seen());
    }
}
