package dev.rollcall.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.TestDatabase;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** C-2: the position up to which a rebuild may rely on the events. */
class SettledPositionIT {

    private final TestDatabase database = SharedNode.database();
    private final JdbcTemplate jdbc = database.jdbc();
    private final SettledPosition settled = new SettledPosition(JdbcClient.create(jdbc));

    @Test
    void isTheLastEventIfNoTransactionIsOpen() {
        SharedNode.client().start("settles");
        long before = last();

        assertThat(settled.await(() -> false)).isPositive().isBetween(before, last());
    }

    @Test
    void aStoppedRebuildDoesNotWaitForOpenTransactions() {
        new TransactionTemplate(new JdbcTransactionManager(database.dataSource())).executeWithoutResult(writing -> {
            jdbc.execute("LOCK TABLE domain_event_entry IN ROW EXCLUSIVE MODE");

            assertThatThrownBy(() -> settled.await(() -> true)).hasMessage("The rebuild was stopped");
        });
    }

    private long last() {
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT max(global_index) FROM domain_event_entry", Long.class));
    }
}
