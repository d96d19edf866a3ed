package dev.rollcall.eventstore.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.SwitchedDataSource;
import dev.rollcall.testing.TwoServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Followers of events continue only on the server that they began with. */
class SameServerIT {

    private static final TwoServers SERVERS = new TwoServers();

    @AfterAll
    static void stop() {
        SERVERS.close();
    }

    @Test
    void refusesToContinueOnAnotherServer() {
        SwitchedDataSource database = new SwitchedDataSource(SERVERS.first());
        SameServer same = new SameServer(
                JdbcClient.create(database),
                new TransactionTemplate(new JdbcTransactionManager(database)),
                new LostEvents(new SimpleMeterRegistry()),
                0);

        assertThat(same.answer(() -> "read")).isEqualTo("read");
        assertThat(same.answer(() -> "read on")).isEqualTo("read on");
        database.switchTo(SERVERS.second());
        assertThatThrownBy(() -> same.answer(() -> "from another"))
                .hasMessage("The database server was replaced by another one; reading starts over");
    }
}
