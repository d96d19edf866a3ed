package dev.rollcall.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** C-2: the position up to which a rebuild may rely on the events. */
class SettledPositionIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    @Test
    void isTheLastEventIfNoTransactionIsOpen() {
        store("settles");

        long settled = new SettledPosition(MODELS.bean(JdbcClient.class)).await(() -> false);

        assertThat(visible()).last().isEqualTo(settled);
    }

    /** The wait asks whether it was stopped each time that events are still under way. */
    @Test
    void waitsUntilEarlierEventsAreCommitted() throws SQLException {
        try (Connection slow = MODELS.bean(DataSource.class).getConnection();
                Statement writing = slow.createStatement()) {
            slow.setAutoCommit(false);
            writing.execute("INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number,"
                    + " time_stamp, payload_type, payload)"
                    + " VALUES (gen_random_uuid(), 'slow', 0, now(), 'dev.rollcall.event.SessionExpired', '')");
            store("fast");
            AtomicInteger waits = new AtomicInteger();
            List<Long> before = visible();

            long settled = new SettledPosition(MODELS.bean(JdbcClient.class)).await(() -> {
                if (waits.incrementAndGet() == 2) {
                    commit(slow);
                }
                return false;
            });

            assertThat(waits).hasValue(2);
            assertThat(before).contains(settled).doesNotContain(settled - 1);
            assertThat(visible()).contains(settled, settled - 1);
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void aStoppedRebuildDoesNotWaitForOpenTransactions() {
        new TransactionTemplate(MODELS.bean(PlatformTransactionManager.class)).executeWithoutResult(writing -> {
            MODELS.jdbc().execute("LOCK TABLE domain_event_entry IN ROW EXCLUSIVE MODE");

            assertThatThrownBy(() -> new SettledPosition(MODELS.bean(JdbcClient.class)).await(() -> true))
                    .hasMessage("The rebuild was stopped");
        });
    }

    private static void store(String user) {
        MODELS.store(TestUser.named(user).start());
    }

    private static List<Long> visible() {
        return MODELS.jdbc().queryForList("SELECT global_index FROM domain_event_entry ORDER BY 1", Long.class);
    }
}
